using System.Text;
using Attune.Matching.Music.Profiles;

namespace Attune.Matching.Unit.Profiles;

public sealed class ProfileTextTests
{
    /// <summary>
    /// Frozen: another text or hash is another version. Change <c>Versions.ProfileText</c> together with it, or every stored rerank score is silently lost.
    /// </summary>
    [Fact]
    public void The_text_of_a_profile_and_its_hash_are_those_of_the_version()
    {
        var playlist = Given.Playlist("p", trackIds: ["1", "2", "3"]);
        playlist.Moods.Add("mellow");
        var text = ProfileText.For(
            playlist,
            [["cool jazz", "Bebop"], ["cool jazz"], ["bebop", "swing"]],
            [["mellow", "nocturnal"], ["mellow", "nocturnal"], ["bright"]],
            [["city"], ["city"], ["love"]]);
        Assert.Equal(
            "Late Night Jazz. Smoky clubs after midnight. Mood: mellow. Members' genre: bebop, cool jazz. Members' mood: nocturnal. Members' theme: city.", text);
        Assert.Equal("pq_v1_6546dfd554885efb30824c19a461e8ac9cd4ea237172278f95e00dde74c3e8d1", ProfileText.HashOf(text));
    }

    [Fact]
    public void A_playlist_without_members_says_what_its_own_text_says() =>
        Assert.Equal("Late Night Jazz. Smoky clubs after midnight.", ProfileText.For(Given.Playlist("p"), [], [], []));

    [Fact]
    public void Lists_that_read_the_same_in_a_text_count_the_same() =>
        Assert.Equal(
            ProfileText.For(Given.Playlist("p"), [[], []], [["calm", "warm"], ["calm"]], [[], []]),
            ProfileText.For(Given.Playlist("p"), [[], []], [["calm, warm"], ["calm"]], [[], []]));

    [Fact]
    public void The_only_member_speaks_for_itself() =>
        Assert.Equal("Late Night Jazz. Smoky clubs after midnight. Members' genre: bebop.", ProfileText.For(Given.Playlist("p"), [["bebop"]], [[]], [[]]));

    [Theory]
    [InlineData("word ", 800)]
    [InlineData("言葉", 800)]
    [InlineData("\U0001F3B5", 800)]
    public void A_long_text_of_its_own_is_cut_so_that_tracks_have_room(string word, int bytes)
    {
        var text = ProfileText.For(Given.Playlist("p", name: string.Concat(Enumerable.Repeat(word, 400)), description: ""), [], [], []);
        Assert.InRange(Encoding.UTF8.GetByteCount(text), bytes - 10, bytes);
        Assert.DoesNotContain('\uFFFD', text);
    }
}
