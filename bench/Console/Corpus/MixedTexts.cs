using System.Text.Json;
using Attune.Bench.Harness.Processes;

namespace Attune.Bench.Corpus;

/// <summary>
/// Texts of mixed length as a catalogue has them: words of the sample catalogue, put together at random; the number of words is
/// log-normal (median 25, one in forty above 90, at most 120).
/// </summary>
internal static class MixedTexts
{
    private const double MedianWords = 25, Spread = 0.65;
    private const int MostWords = 120;
    private static readonly string[] Fields = ["name", "description"];

    public static string[] Create(int count, int seed)
    {
        string[] words = [.. Words()];
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => string.Join(' ', random.GetItems(words, Length(random))))];
    }

    private static int Length(Random random)
    {
        // Box and Muller.
        var normal = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
        return Math.Clamp((int)(MedianWords * Math.Exp(Spread * normal)), 2, MostWords);
    }

    private static IEnumerable<string> Words() =>
        from line in File.ReadLines(Path.Combine(Checkout.Root, "samples", "playlists.jsonl"))
        let playlist = JsonDocument.Parse(line).RootElement
        from name in Fields
        from word in playlist.GetProperty(name).GetString()!.Split(' ', StringSplitOptions.RemoveEmptyEntries)
        select word;
}
