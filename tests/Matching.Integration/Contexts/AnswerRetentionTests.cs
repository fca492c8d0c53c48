using Attune.Contracts.Matching.V1;
using Attune.Matching.Music.Contexts;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Attune.Matching.Integration.Contexts;

public sealed class AnswerRetentionTests(MatchingFixture matching) : IClassFixture<MatchingFixture>
{
    [Fact]
    public async Task Old_answers_and_lists_go_and_are_made_again_without_a_model()
    {
        await matching.Tracks.UpsertAsync([.. Enumerable.Range(0, 600).Select(i => Given.Track($"{i}", $"Song {i}"))], CancellationToken.None);
        await matching.Playlists.UpsertAsync([Given.Playlist("old"), Given.Playlist("new", name: "Early Morning Jazz")], CancellationToken.None);
        var old = new MatchRequest { PlaylistIds = { "old" } };
        await matching.MatchAsync(old);
        await matching.ExecuteAsync("""
            UPDATE match_contexts SET created_at = now() - interval '31 days'; UPDATE stage_one_lists SET updated_at = now() - interval '31 days';
            UPDATE candidate_sets SET created_at = now() - interval '31 days'
            """);
        var recent = new MatchRequest { PlaylistIds = { "new" } };
        await matching.MatchAsync(recent);

        // The context and the list; both playlists' lists are of one set of candidates.
        Assert.Equal(2, await ForgetAsync());
        Assert.Equal(CacheState.Hit, (await matching.MatchAsync(recent)).Cache);
        var again = await matching.MatchAsync(old);
        Assert.Equal((CacheState.Miss, 0, 0), (again.Cache, again.Work.EmbeddingsComputed, again.Work.RerankPairsScored));

        // Asking again has made the set as good as new.
        await matching.ExecuteAsync("DELETE FROM stage_one_lists");
        Assert.Equal(0, await ForgetAsync());
        await matching.ExecuteAsync("UPDATE candidate_sets SET created_at = now() - interval '31 days'");
        Assert.Equal(1, await ForgetAsync());
    }

    private async Task<long> ForgetAsync()
    {
        using var retention = new AnswerRetention(matching.Database, Options.Create(new MatchOptions()), TimeProvider.System, NullLogger<AnswerRetention>.Instance);
        return await retention.ForgetAsync(CancellationToken.None);
    }
}
