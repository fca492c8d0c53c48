using Attune.Contracts.Matching.V1;
using Attune.Hosting.Errors;
using Attune.Matching.Music.Catalog;

namespace Attune.Matching.Unit.Catalog;

public sealed class PageTests
{
    private static readonly Track[] Three = [new() { Id = "a" }, new() { Id = "b" }, new() { Id = "c" }];

    [Fact]
    public void A_token_leads_to_the_next_page()
    {
        var (rows, token) = Page.From(2, "").Of(Three, track => track.Id);
        Assert.Equal(["a", "b"], rows.Select(track => track.Id));
        Assert.Equal(new Page(2, "b"), Page.From(2, token));
    }

    [Fact]
    public void The_last_page_has_no_token() => Assert.Empty(Page.From(3, "").Of(Three, track => track.Id).NextToken);

    [Fact]
    public void A_page_ends_before_it_is_too_large_for_a_message_and_the_next_one_goes_on()
    {
        // The largest playlists that the catalogue takes.
        var playlists = Enumerable.Range(0, 5).Select(i => Given.Playlist($"p{i}", trackIds: [.. Enumerable.Range(0, 10_000).Select(n => $"{n:D128}")])).ToList();
        var (rows, token) = Page.From(1_000, "").Of(playlists, playlist => playlist.Id);
        Assert.Equal(["p0"], rows.Select(playlist => playlist.Id));
        Assert.Equal("p0", Page.From(1_000, token).After);

        var failures = Enumerable.Range(0, 1_001).Select(i => new BackfillFailure { ItemId = $"{i:D4}", Reason = new string('밤', 1_000) }).ToList();
        var (listed, _) = Page.From(1_000, "").Of(failures, failure => failure.ItemId);
        Assert.InRange(listed.Sum(failure => failure.CalculateSize()), 1, 2 * 1024 * 1024);
    }

    [Fact]
    public void Zero_means_a_hundred() => Assert.Equal(100, Page.From(0, "").Size);

    [Fact]
    public void A_bad_size_and_a_bad_token_are_both_named()
    {
        var error = Assert.Throws<InvalidRequestException>(() => Page.From(-1, "!"));
        Assert.Equal(["page_size", "page_token"], error.Violations.Select(violation => violation.Field));
    }
}
