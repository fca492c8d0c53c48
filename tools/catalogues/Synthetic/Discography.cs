using System.Text.Json.Nodes;
using Attune.Catalogues.Rows;

namespace Attune.Catalogues.Synthetic;

/// <summary>
/// The tracks: albums of about ten, one every two or three years. Within an artist popularity is log-normal (σ = 1). One track in
/// ten has a guest. A title has one to
/// four words: of the artist's language, or of English ones everywhere; one word in six names a theme or a mood of the track, so
/// that titles say little of what it is.
/// </summary>
internal sealed class Discography(SyntheticOptions options, IReadOnlyList<Artist> artists)
{
    private const int AlbumLength = 10, LatestYear = 2026;

    public IEnumerable<SyntheticTrack> Make() => artists.SelectMany((_, i) => Of(i));

    private IEnumerable<SyntheticTrack> Of(int artist)
    {
        var (maker, random) = (artists[artist], new SeededRandom(options.Seed, $"tracks of {artist}"));
        var (album, year) = ("", maker.Debut);
        for (var i = 0; i < maker.Tracks; i++)
        {
            if (i % AlbumLength == 0)
            {
                album = Title(random, maker, [], 3);
                year = Math.Min(LatestYear, i == 0 ? maker.Debut : year + 2 + random.Below(2));
            }
            yield return Make(random, artist, i, album, year);
        }
    }

    private SyntheticTrack Make(SeededRandom random, int artist, int number, string album, int year)
    {
        var maker = artists[artist];
        var style = random.Chance(0.8) ? maker.Style : maker.Second;
        var moods = random.Several(style.Moods, 2);
        var themes = random.Several(style.Themes, 2);
        var guest = random.Chance(0.1) ? random.Below(artists.Count) : artist;
        var row = new TrackRow
        {
            Id = $"a{artist:D5}-t{number:D4}",
            Title = Title(random, maker, [.. themes, .. moods], 4),
            Artists = guest == artist ? [maker.Name] : [maker.Name, artists[guest].Name],
            Album = album,
            Year = year,
        };
        var sound = Sound(random, style);
        return new SyntheticTrack(
            options.Tags
                ? row with { Language = maker.Language.Tag, Genres = [.. style.Genres.Reverse()], Moods = moods, Themes = themes,
                    Audio = sound }
                    : row,
            artist, style, moods[0], year, maker.Fame * Math.Exp(random.Normal()));
    }

    private static string Title(SeededRandom random, Artist maker, IReadOnlyList<string> meaning, int longest)
    {
        var isEnglish = maker.Language == WordModel.All[0];
        return string.Join(' ', Enumerable.Range(0, 1 + random.Below(longest)).Select(_ =>
        {
            if (isEnglish && meaning.Count > 0 && random.Chance(1.0 / 6)) return WordModel.Capital(random.Of(meaning));
            return WordModel.Capital(random.Frequent(isEnglish && random.Chance(0.7) ? TitleWords.All : maker.Language.Words));
        }));
    }

    private static JsonObject Sound(SeededRandom random, Style style) => new()
    {
        ["tempo_bpm"] = Math.Clamp(Math.Round(style.Sound[0] + (12 * random.Normal())), 50, 220),
        ["energy"] = Near(random, style.Sound[1]),
            ["valence"] = Near(random, style.Sound[2]), ["danceability"] = Near(random, style.Sound[3]),
        ["acousticness"] = Near(random, style.Sound[4]), ["instrumentalness"] = Near(random, style.Sound[5]), ["estimated"] = true,
    };

    private static double Near(SeededRandom random, double middle) => Math.Clamp(Math.Round(middle + (0.12 * random.Normal()), 2), 0, 1);
}
