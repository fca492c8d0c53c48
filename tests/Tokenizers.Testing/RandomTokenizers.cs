using System.Text;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Merges = System.Collections.Generic.IReadOnlyList<(string Left, string Right)>;

namespace Attune.Tokenizers.Testing;

/// <summary>Merges made for the tests: learnt from texts, or at random and in random order, over few letters so that they compete.</summary>
internal static class RandomTokenizers
{
    public static Gen<Merges> Any { get; } =
        from choices in Gen.Choose(0, int.MaxValue - 1).Two().ArrayOf(40)
        from order in Gen.Shuffle(Enumerable.Range(0, choices.Length).ToArray())
        select (Merges)Make(choices, order);

    public static Gen<string> Text { get; } =
        Gen.Frequency((8, Gen.Elements("a", "b", "c")), (1, Gen.Elements(" ", "\u00E9", "1"))).ListOf().Select(string.Concat);

    public static string Json(Merges merges) => ByteLevelFiles.Json(
        ByteLevelFiles.Vocabulary(merges), [.. merges.Select(x => JsonValue.Create($"{x.Left} {x.Right}"))], ByteLevelFiles.ByteLevel(prefixSpace: false));

    /// <summary>The most frequent pair becomes a token, again and again.</summary>
    public static Merges Train(IEnumerable<string> texts, int count)
    {
        var words = texts.SelectMany(x => x.Split(' ')).Select(x => Encoding.UTF8.GetBytes(x).Select(b => ByteLevelFiles.Alphabet[b].ToString()).ToList()).ToList();
        var merges = new List<(string Left, string Right)>();
        while (merges.Count < count)
        {
            var best = words.SelectMany(x => x.Zip(x.Skip(1))).CountBy(x => x).OrderByDescending(x => x.Value).ThenBy(x => x.Key.First + x.Key.Second, StringComparer.Ordinal).First().Key;
            merges.Add(best);
            foreach (var word in words)
            {
                for (var i = 0; i + 1 < word.Count; i++)
                {
                    if ((word[i], word[i + 1]) != best)
                        continue;
                    word[i] += word[i + 1];
                    word.RemoveAt(i + 1);
                }
            }
        }

        return merges;
    }

    // Pairs of letters and earlier products; shuffled, a merge may come before those that make its parts.
    private static List<(string Left, string Right)> Make((int Left, int Right)[] choices, int[] order)
    {
        List<string> tokens = ["a", "b", "c", "\u0120", "\u00C3", "\u00A9"];
        var merges = new List<(string Left, string Right)>();
        foreach (var (left, right) in choices)
        {
            merges.Add((tokens[left % tokens.Count], tokens[right % tokens.Count]));
            tokens.Add(merges[^1].Left + merges[^1].Right);
        }

        return [.. order.Select(x => merges[x])];
    }
}
