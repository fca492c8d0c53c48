namespace Attune.Samples.Unit;

public sealed class PlaylistTests
{
    private static readonly HashSet<string> Tracks = SampleFolder.Tracks.Select(SampleFolder.Id).ToHashSet(StringComparer.Ordinal);

    [Fact]
    public void Every_member_is_a_track_of_the_catalogue() =>
        Assert.Empty(SampleFolder.Playlists.SelectMany(x => SampleFolder.Strings(x, "track_ids").Where(id => !Tracks.Contains(id)).Select(id => $"{SampleFolder.Id(x)}: {id}")));

    [Fact]
    public void A_playlist_has_8_to_16_members_and_a_description() =>
        Assert.Empty(SampleFolder.Playlists
            .Where(x => x.GetProperty("track_ids").GetArrayLength() is < 8 or > 16 || string.IsNullOrWhiteSpace(x.GetProperty("description").GetString()))
            .Select(SampleFolder.Id));

    [Fact]
    public void No_two_playlists_have_the_same_name() =>
        Assert.Empty(SampleFolder.Playlists.GroupBy(x => x.GetProperty("name").GetString()!, StringComparer.OrdinalIgnoreCase).Where(x => x.Count() > 1).Select(x => x.Key));

    [Fact]
    public void Between_a_quarter_and_half_of_the_tracks_are_in_no_playlist_so_that_matching_has_something_to_find()
    {
        var members = SampleFolder.Playlists.SelectMany(x => SampleFolder.Strings(x, "track_ids")).ToHashSet(StringComparer.Ordinal);
        Assert.InRange(1 - ((double)members.Count / Tracks.Count), 0.25, 0.5);
    }
}
