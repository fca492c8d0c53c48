using Attune.Graphs.Editing;
using Attune.Graphs.Files;
using Attune.Graphs.Inspection;

namespace Attune.Graphs.LastToken;

/// <summary>
/// Makes of a causal language model one that gives only the logits of a few tokens at the last position of every row, as a reranker
/// needs them that asks for "yes" or "no". Full logits of a batch would take gigabytes: 32 rows of 512 tokens with 151,669 words are 9.9
/// GB.
/// </summary>
public static class LastTokenColumnsRewriter
{
    /// <summary>Name of the output of a rewritten graph.</summary>
    public const string OutputName = "attune_columns";

    private const string Mask = "attention_mask";

    /// <summary>Writes the reduced graph. External data is not copied: it stays where the original refers to it.</summary>
    /// <param name="source">An ONNX model with an output of logits, [batch, sequence, vocabulary].</param>
    /// <param name="target">Another file in the same folder.</param>
    /// <param name="tokens">Ids of the tokens whose logits are wanted, in the order of the columns.</param>
    /// <param name="logits">The output to reduce.</param>
    /// <exception cref="GraphFormatException">
    /// The graph has no such output, no mask, a smaller vocabulary, or operators too old.
    /// </exception>
    /// <exception cref="IOException">A file cannot be read or written.</exception>
    public static LastTokenGraph Rewrite(string source, string target, IReadOnlyList<int> tokens, string logits = "logits")
    {
        ArgumentNullException.ThrowIfNull(tokens);
        ArgumentOutOfRangeException.ThrowIfZero(tokens.Count);
        RewriteTarget.Check(source, target);
        var graph = GraphEditor.Open(source, "attune_last/", LastPosition.MinimumOpset);
        var output = Logits(graph, logits, tokens);
        string[] dropped = [.. graph.Outputs.Select(x => x.Name).Where(x => x != logits)];

        var (reduction, value) = Reduce(graph, logits, tokens, out var obstacle);
        graph.Save(target, value, OutputName, output.Shape?[0] ?? new(null, "batch"), new(tokens.Count, null));
        return new(reduction, obstacle, dropped);
    }

    private static (HeadReduction Reduction, string Value) Reduce(
        GraphEditor graph, string logits, IReadOnlyList<int> tokens, out string? obstacle)
    {
        var head = CausalHead.Find(graph, logits, out obstacle);
        if (head is not null)
        {
            if (Columns(graph, head, tokens) is { } columns)
                return (HeadReduction.Columns, columns);
            obstacle = $"the head's {head.Product.OpType} '{head.Product.Name}' does not work on a constant matrix of a known form, or " +
                "adds something else than a bias a token";
            if (head.CanMove)
                return (HeadReduction.LastPosition, Pick(graph, AllColumns(graph, head), tokens));
        }

        return (HeadReduction.None, Pick(graph, graph.AtLastPosition(logits, Mask), tokens));
    }

    /// <summary>
    /// Last hidden state × the asked columns, as floats whatever the model's precision: logits near 20 have steps of 1/64 in half
    /// precision, and quantised columns are few enough to be had whole.
    /// </summary>
    private static string? Columns(GraphEditor graph, CausalHead head, IReadOnlyList<int> tokens)
    {
        if (head.Matrix is not { } matrix)
            return null;
        if (tokens.FirstOrDefault(x => x >= matrix.Vocabulary, -1) is var token and >= 0)
            throw graph.Error($"has a vocabulary of {matrix.Vocabulary} tokens; there is no token {token}.");

        string[] biases = [.. head.Biases(graph)];
        if (!biases.All(x => graph.ConstantTensor(x) is { Dims: [var width] } && width == matrix.Vocabulary))
            return null;

        var hidden = graph.Cast(graph.AtLastPosition(head.Hidden, Mask), ElementType.Float);
        var value = graph.Add("MatMul", [hidden, graph.Constant(matrix.Columns(tokens, graph.Path), matrix.Hidden, tokens.Count)]);
        foreach (var bias in biases)
            value = graph.Add(
                "Add", [value, graph.Cast(graph.Add("Gather", [bias, Ids(graph, tokens)], Attributes.Of("axis", 0L)), ElementType.Float)]);
        return value;
    }

    /// <summary>The head as it is, on a sequence of one position: [batch, vocabulary].</summary>
    private static string AllColumns(GraphEditor graph, CausalHead head)
    {
        var matrix = head.Product.OpType == "Gemm";
        var last = graph.AtLastPosition(head.Hidden, Mask);
        var value = graph.AddLike(head.Product, head.Product.Input.Skip(1).Prepend(matrix ? last : graph.Unsqueeze(last, 1)));
        foreach (var step in head.After)
        {
            var constant = step.OpType == "Add" ? CausalHead.ConstantOperand(graph, step) : null;
            value = graph.AddLike(step, constant is null ? [value] : [value, constant]);
        }

        return matrix ? value : graph.Squeeze(value, 1);
    }

    private static string Pick(GraphEditor graph, string logits, IReadOnlyList<int> tokens) =>
        graph.Cast(graph.Add("Gather", [logits, Ids(graph, tokens)], Attributes.Of("axis", 1L)), ElementType.Float);

    private static string Ids(GraphEditor graph, IReadOnlyList<int> tokens) => graph.Constant([.. tokens.Select(x => (long)x)]);

    private static GraphTensor Logits(GraphEditor graph, string name, IReadOnlyList<int> tokens)
    {
        var output = graph.Output(name) ?? throw graph.Error($"has no output '{name}'; it has {string.Join("; ", graph.Outputs)}.");
        if (graph.Input(Mask) is null)
            throw graph.Error($"takes no '{Mask}'; without it padding cannot be told from text.");
        if (output.Type is not (ElementType.Float or ElementType.Float16 or ElementType.BFloat16 or ElementType.Undefined)
            || output.Shape is not (null or { Count: 3 }))
            throw graph.Error($"gives {output}; needed are floating-point numbers of shape [batch, sequence, vocabulary].");
        if (output.Shape is [_, { Size: 1 }, _])
            throw graph.Error(
                $"gives {output}, the last position only. Where rows of a batch differ in length that is padding; a graph with logits " +
                "at all positions is needed.");
        if (tokens.Any(x => x < 0 || x >= (output.Shape?[2].Size ?? int.MaxValue)))
            throw graph.Error($"gives {output}; of the tokens {string.Join(", ", tokens)} not all have a logit there.");
        return output;
    }
}
