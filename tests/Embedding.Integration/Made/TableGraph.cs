using Attune.Bench.Models.Building;
using Attune.Graphs;
using Attune.Tokenizers;

namespace Attune.Embedding.Integration.Made;

/// <summary>
/// A graph whose numbers can be worked out by hand: every word stands for a row of numbers, and a text is the sum of its words. Words that are not
/// named are zeros, and so are special tokens.
/// </summary>
/// <param name="Width">Numbers a word.</param>
/// <param name="Words">The rows, by word.</param>
internal sealed record TableGraph(int Width, params (string Word, float[] Row)[] Words)
{
    private const int Vocabulary = 100;

    /// <summary>Sequences in a batch: a name where it may be any number.</summary>
    public object Rows { get; init; } = "b";

    /// <summary>Tokens of a sequence: a name where it may be any number.</summary>
    public object Length { get; init; } = "s";

    /// <summary>The rows come out token by token, for the service to pool.</summary>
    public bool PerToken { get; init; }

    /// <summary>Of the output.</summary>
    public ElementType Type { get; init; } = ElementType.Float;

    /// <summary>What the graph makes of the sums.</summary>
    public Func<GraphBuilder, string, string> After { get; init; } = (_, sums) => sums;

    public void Write(string path, Tokenizer tokenizer)
    {
        var table = new float[Vocabulary * Width];
        foreach (var (word, row) in Words)
            row.CopyTo(table, tokenizer.IdOf(word)!.Value * Width);
        using var graph = new GraphBuilder(path);
        string ids = graph.Input("input_ids", ElementType.Int64, Rows, Length), mask = graph.Input("attention_mask", ElementType.Int64, Rows, Length);
        var values = graph.Node("Gather", [graph.Tensor("table", ElementType.Float, [Vocabulary, Width], (from, to) => table.AsSpan((int)from, to.Length).CopyTo(to)), ids]);
        if (!PerToken)
        {
            var present = graph.Node("Unsqueeze", [graph.Cast(mask, ElementType.Bool), graph.List(2)]);
            values = graph.Node("ReduceSum", [graph.Node("Where", [present, values, graph.Real(0)]), graph.List(1)], ("keepdims", 0L));
            values = After(graph, values);
        }

        object[] shape = PerToken ? [Rows, Length, Width] : [Rows, Width];
        graph.Output(Type == ElementType.Float ? values : graph.Cast(values, Type), "out", Type, shape);
        graph.Save();
    }
}
