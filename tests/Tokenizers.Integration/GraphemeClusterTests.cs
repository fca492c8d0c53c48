using System.Text.Json;
using Attune.Testing;
using Attune.Tokenizers.Unicode;
using FsCheck;
using FsCheck.Fluent;

namespace Attune.Tokenizers.Integration;

public sealed class GraphemeClusterTests
{
    // One code point, or two, of every class that the rules tell apart. Linkers are left out: older engines lack their rule.
    private static readonly Gen<string> Sequences = Gen.Elements(
            "a", "字", "\r", "\n", "\0", "\u200B", "\u00AD", "\u0301", "\uFE0F", "\U0001F3FD", "\u200D", "\u200C", "\u0903", "\u0E33", "\u0600", "\U000110BD",
            "\U0001F1E9", "\U0001F1EA", "\u1100", "\uA960", "\u1161", "\uD7B0", "\u11A8", "\uD7CB", "가", "각", "힣", "©", "😀", "❤", "क", "\u093C")
        .ListOf().Select(string.Concat);

    [Fact]
    public async Task Clusters_are_those_of_the_JavaScript_engine()
    {
        string[] texts = [.. Sequences.Sample(5_000), .. Texts.Corpus.Values.Where(x => !x.Contains('\u094D') && !HasLinker(x)), .. Texts.Edges.Where(x => x.Length < 1_000).Select(Repair)];
        var lines = await Node.RunAsync("graphemes.mjs", [], texts.Select(TestTokenizer.ToJsonLine));
        Assert.Equal(texts.Length, lines.Length);
        foreach (var (text, line) in texts.Zip(lines))
            Assert.Equal($"{TestTokenizer.ToJsonLine(text)} {line}", $"{TestTokenizer.ToJsonLine(text)} {JsonSerializer.Serialize(Lengths(text))}");
    }

    [Theory]
    [InlineData("क\u094Dत", 3)]
    [InlineData("क\u094D\u094Dत", 4)]
    [InlineData("क\u094D\u200Dत", 4)]
    [InlineData("क\u093C\u200D\u094Dत", 5)]
    [InlineData("क\u094Dत\u094Dय", 5)]
    [InlineData("क\u094Da", 2, 1)]
    [InlineData("a\u094Dत", 2, 1)]
    [InlineData("?\u094Dत", 2, 1)]
    [InlineData("क\u200Dत", 2, 1)]
    [InlineData("क\u094D\u0903त", 3, 1)]
    public void A_linker_between_consonants_joins_them(string text, params int[] lengths) => Assert.Equal(lengths, Lengths(text));

    [Fact]
    public void A_lone_surrogate_is_a_cluster_of_its_own() => Assert.Equal([1, 1, 2, 1], Lengths("a\uD83D😀\uDE00"));

    private static bool HasLinker(string text) => text.EnumerateRunes().Any(x => GraphemeClusters.ClassOf(x.Value) == GraphemeClass.Linker);

    private static string Repair(string text) => string.Concat(text.EnumerateRunes().Select(x => x.ToString()));

    private static List<int> Lengths(string text)
    {
        var lengths = new List<int>();
        for (var start = 0; start < text.Length; start += lengths[^1])
            lengths.Add(GraphemeClusters.EndOf(text, start) - start);
        return lengths;
    }
}
