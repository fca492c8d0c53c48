using Attune.Catalogues.Rows;

namespace Attune.Catalogues.Variants;

/// <summary>
/// Writes a share of the titles in another script, letter by letter: Cyrillic, Greek or Katakana, each as often. Which titles and
/// which script is a matter of seed and id;
/// artists and albums stay as they are. It stands for libraries in which some titles are in scripts that a model may not know, not
/// for any real title.
/// </summary>
internal static class OtherScripts
{
    private static readonly Script[] Scripts = [Script.Cyrillic, Script.Greek, Script.Katakana];

    /// <param name="catalogue">Of any size.</param>
    /// <param name="share">Of all tracks, 0 to 1.</param>
    /// <param name="seed">Another one is another choice.</param>
    public static Catalogue Write(Catalogue catalogue, double share, long seed)
    {
        // A title such as "1999" is the same in every script.
        var chosen = catalogue.Tracks.Where(track => track.Title.Any(char.IsAsciiLetter))
            .Select(track => (track.Id, Key: new SeededRandom(seed, $"other script {track.Id}").Unit()))
            .OrderBy(entry => entry.Key).ThenBy(entry => entry.Id, StringComparer.Ordinal)
            .Take((int)Math.Round(catalogue.Tracks.Count * share, MidpointRounding.AwayFromZero))
            .Select((entry, place) => (entry.Id, Script: Scripts[place % Scripts.Length]))
            .ToDictionary(entry => entry.Id, entry => entry.Script, StringComparer.Ordinal);
        return catalogue with
        {
            Tracks = [.. catalogue.Tracks.Select(track =>
                chosen.TryGetValue(track.Id, out var script) ? track with { Title = script.Write(track.Title) } : track)],
        };
    }
}
