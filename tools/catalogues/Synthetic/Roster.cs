namespace Attune.Catalogues.Synthetic;

/// <summary>
/// The artists. How many tracks the artist of rank r has and how famous it is fall as r^−0.6 and, drawn apart, r^−0.9: long tails,
/// that do not go together.
/// Careers start within some ten years of the peak of a style; a second style is one of the same family where there is one.
/// </summary>
internal static class Roster
{
    private const double Productivity = 0.6, Fame = 0.9;
    private const int MeanTracks = 15, Youngest = 2024;

    /// <returns>As many as it takes to have <paramref name="tracks"/> in all.</returns>
    public static IReadOnlyList<Artist> Make(long seed, int tracks)
    {
        var count = Math.Max(8, tracks / MeanTracks);
        var shares = Enumerable.Range(1, count).Select(rank => Math.Pow(rank, -Productivity)).ToList();
        var whole = shares.Sum();
        var ranks = Enumerable.Range(1, count)
            .Select(rank => (Rank: rank, Key: new SeededRandom(seed, $"fame {rank}").Unit())).OrderBy(entry => entry.Key).ToList();
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var artists = new List<Artist>(count);
        for (var (i, left) = (0, tracks); left > 0; i++)
        {
            var has = Math.Min(left, i < count ? Math.Max(1, (int)Math.Round(tracks * shares[i] / whole)) : 1);
            left -= has;
            var random = new SeededRandom(seed, $"artist {i}");
            var style = random.Of(Styles.All);
            var kin = Styles.All
                .Where(other => other != style && string.Equals(other.Family, style.Family, StringComparison.Ordinal)).ToList();
            var language = WordModel.All[random.Chance(0.7) ? 0 : 1 + random.Below(WordModel.All.Count - 1)];
            var debut = Math.Min(Youngest, style.Peak + (int)Math.Round(6 * random.Normal()));
            artists.Add(new Artist(
                NameOf(random, language, names), style, kin.Count > 0 ? random.Of(kin) : random.Of(Styles.All), language, debut,
                Math.Pow(ranks[i % count].Rank, -Fame), has));
        }
        return artists;
    }

    private static string NameOf(SeededRandom random, WordModel language, HashSet<string> taken)
    {
        while (true)
        {
            var word = WordModel.Capital(random.Of(language.Words));
            var second = WordModel.Capital(random.Of(language.Words));
            var name = random.Below(10) switch
            {
                < 2 => word,
                < 4 => $"The {word}s",
                _ => $"{word} {second}",
            };
            if (taken.Add(name)) return name;
        }
    }
}
