using Attune.Catalogues.Rows;
using Attune.Catalogues.Variants;

namespace Attune.Catalogues.Unit;

public sealed class VariantTests
{
    [Fact]
    public async Task The_stripped_samples_keep_titles_artists_years_and_names_alone()
    {
        var samples = await Made.SamplesAsync();
        var stripped = Stripping.Strip(samples);
        Assert.Equal(
            samples.Tracks.Select(track => CatalogueFiles.Line(
                new TrackRow { Id = track.Id, Title = track.Title, Artists = track.Artists, Album = track.Album, Year = track.Year })),
            stripped.Tracks.Select(CatalogueFiles.Line));
        Assert.Equal(
            samples.Playlists.Select(playlist => CatalogueFiles.Line(
                new PlaylistRow { Id = playlist.Id, Name = playlist.Name, TrackIds = playlist.TrackIds })),
            stripped.Playlists.Select(CatalogueFiles.Line));
    }

    [Fact]
    public async Task A_tenth_of_the_titles_is_in_other_scripts_each_as_often_and_nothing_else_changes()
    {
        var stripped = Stripping.Strip(await Made.SamplesAsync());
        var written = OtherScripts.Write(stripped, 0.1, seed: 1);
        var changed = stripped.Tracks.Zip(written.Tracks).Where(pair => pair.First != pair.Second).ToList();
        Assert.Equal(66, changed.Count);
        Assert.All(changed, pair => Assert.Equal(pair.First, pair.Second with { Title = pair.First.Title }));
        Assert.Equal([22, 22, 22], Scripts().Select(script =>
            changed.Count(pair => string.Equals(script.Write(pair.First.Title), pair.Second.Title, StringComparison.Ordinal))));
    }

    [Fact]
    public async Task Which_titles_are_in_other_scripts_is_decided_by_the_seed()
    {
        var stripped = Stripping.Strip(await Made.SamplesAsync());
        Assert.Equal(OtherScripts.Write(stripped, 0.1, 1).Tracks, OtherScripts.Write(stripped, 0.1, 1).Tracks);
        Assert.NotEqual(OtherScripts.Write(stripped, 0.1, 1).Tracks, OtherScripts.Write(stripped, 0.1, 2).Tracks);
    }

    [Fact]
    public void A_script_changes_letters_and_keeps_digits_and_signs()
    {
        Assert.Equal("бацк ин 99!", Script.Cyrillic.Write("Back in 99!"));
        Assert.Equal("βακκ ιν 99!", Script.Greek.Write("Back in 99!"));
        Assert.Equal("ビアクケイン99!", Script.Katakana.Write("Back in 99!"));
    }

    private static Script[] Scripts() => [Script.Cyrillic, Script.Greek, Script.Katakana];
}
