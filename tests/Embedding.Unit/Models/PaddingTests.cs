using Attune.Embedding.Models;
using Attune.Embedding.Scheduling;

namespace Attune.Embedding.Unit.Models;

/// <summary>Every kind of model on every kind of graph, against the same graph as it was written, one text at a time, without padding.</summary>
public sealed class PaddingTests
{
    private static readonly string[] Texts = ["rain", "happy song , loud drums and a fire on the road", "love", "ocean night ! winter dream ? 7 8 9", "jazz rock piano river night song guitar slow dance summer city"];

    [Theory]
    [InlineData(nameof(MadeShape.BertMean))]
    [InlineData(nameof(MadeShape.RobertaCls))]
    [InlineData(nameof(MadeShape.BertLast))]
    public void Whatever_the_padding_a_text_becomes_what_the_plain_graph_makes_of_it(string shape)
    {
        using var made = new MadeBundle(MadeShape.Of(shape));
        var bundle = made.Read();
        var oracle = new Oracle(bundle);
        using var opened = new OpenedBundle(bundle);

        Check(opened.Encoder, (text, sequences) => opened.Encoder.Tokenize(text, TextRole.Query, null, true, sequences), text => oracle.Embed(text, TextRole.Query));
        Check(opened.Encoder, (text, sequences) => opened.Encoder.Tokenize(text, TextRole.Document, null, true, sequences), text => oracle.Embed(text, TextRole.Document));
        Check(opened.Reranker, (text, sequences) => opened.Reranker.Tokenize("slow city", text, null, true, sequences), text => [oracle.Score("slow city", text)]);
        Check(opened.Labels, (text, sequences) => opened.Labels.Tokenize(text, true, sequences), oracle.Labels);
    }

    [Fact]
    public void A_task_of_the_caller_takes_the_place_of_the_models_own()
    {
        using var made = new MadeBundle(MadeShape.RobertaCls);
        var bundle = made.Read();
        var oracle = new Oracle(bundle);
        using var opened = new OpenedBundle(bundle);
        const string task = "judge {text} and {document}";

        Check(opened.Encoder, (text, sequences) => opened.Encoder.Tokenize(text, TextRole.Query, task, true, sequences), text => oracle.Embed(text, TextRole.Query, task.Replace("{text}", "{ text }", StringComparison.Ordinal)));
        Check(opened.Reranker, (text, sequences) => opened.Reranker.Tokenize("slow city", text, task, true, sequences), text => [oracle.Score("slow city", text, task.Replace("{document}", "{ document }", StringComparison.Ordinal))]);
        Assert.True(Samples.Cosine(oracle.Embed("rain", TextRole.Query), oracle.Embed("rain", TextRole.Query, task)) < 0.9999, "The task makes no difference.");
    }

    [Fact]
    public void A_long_document_is_cut_at_its_end_and_leaves_query_and_suffix_whole()
    {
        using var made = new MadeBundle(MadeShape.RobertaCls);
        var bundle = made.Read();
        var oracle = new Oracle(bundle);
        using var opened = new OpenedBundle(bundle);
        var document = string.Join(' ', Enumerable.Repeat("river night song", 100));

        using var sequences = new Sequences();
        var count = opened.Reranker.Tokenize("slow city", document, null, truncate: true, sequences);
        Assert.Equal((96, true), (count.Written, count.Truncated));
        Assert.Equal(oracle.Score("slow city", document), OpenedBundle.Run(opened.Reranker, sequences, [0], 96)[0][0], 1e-4);

        using var suffix = new Tokenizers.TokenBuffer();
        Tokenizers.TokenizerFile.Load(bundle.PathOf("tokenizer.json")).EncodePlain(" > yes no ?", suffix);
        Assert.Equal(suffix.Ids.ToArray(), sequences.IdsOf(0)[^suffix.Count..].ToArray());
    }

    private static void Check(Model model, Action<string, Sequences> tokenize, Func<string, float[]> expect)
    {
        using var sequences = new Sequences();
        foreach (var text in Texts)
            tokenize(text, sequences);
        int[] all = [.. Enumerable.Range(0, Texts.Length)];
        var longest = all.Max(sequences.Length);
        float[][] expected = [.. Texts.Select(expect)];

        foreach (var extra in new[] { 0, 1, 7 })
        {
            foreach (var i in all)
                AssertClose(expected[i], OpenedBundle.Run(model, sequences, [i], sequences.Length(i) + extra)[0], Texts[i]);
            var together = OpenedBundle.Run(model, sequences, all, longest + extra);
            var turned = OpenedBundle.Run(model, sequences, [.. all.Reverse()], longest + extra);
            foreach (var i in all)
            {
                AssertClose(expected[i], together[i], Texts[i]);
                AssertClose(expected[i], turned[^(i + 1)], Texts[i]);
            }
        }
    }

    private static void AssertClose(float[] expected, float[] actual, string text)
    {
        // A reranker's row may hold more than its score.
        Assert.All(expected.Zip(actual), x => Assert.True(Math.Abs(x.First - x.Second) <= 1e-4, $"'{text}': {x.Second} instead of {x.First}."));
        if (expected.Length > 1)
            Assert.True(Samples.Cosine(expected, actual) >= 0.99999, text);
    }
}
