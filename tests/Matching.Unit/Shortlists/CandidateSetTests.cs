using Attune.Matching.Music.Shortlists;

namespace Attune.Matching.Unit.Shortlists;

public sealed class CandidateSetTests
{
    private static readonly Guid One = new("00000000-0000-0000-0000-000000000001"), Two = new("00000000-0000-0000-0000-000000000002");

    [Fact]
    public void New_tracks_are_scored_gone_ones_forgotten_and_changed_ones_both()
    {
        var changes = Set(("b", One), ("c", Two), ("d", One)).Since(Set(("a", One), ("b", One), ("c", One)));
        Assert.Equal(["c", "d"], changes.Scored);
        Assert.Equal(["a", "c"], changes.Forgotten);
    }

    [Fact]
    public void Equal_sets_differ_in_nothing()
    {
        var changes = Set(("a", One), ("b", Two)).Since(Set(("a", One), ("b", Two)));
        Assert.Empty(changes.Scored);
        Assert.Empty(changes.Forgotten);
    }

    private static CandidateSet Set(params (string Id, Guid Content)[] tracks) => new("cs", [.. tracks.Select(track => track.Id)], [.. tracks.Select(track => track.Content)]);
}
