using Attune.Bench.Harness.Processes;

namespace Attune.Bench.Corpus;

/// <summary>Texts in many languages: one to four sentences of the tokenizers' test corpus, languages mixed.</summary>
internal static class Languages
{
    public static string[] Create(int count, int seed)
    {
        string[] sentences = [.. File.ReadLines(Path.Combine(Checkout.Root, "tests", "Tokenizers.Testing", "corpus.tsv")).Select(line => line.Split('\t')[1])];
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => string.Join(' ', random.GetItems(sentences, random.Next(1, 5))))];
    }
}
