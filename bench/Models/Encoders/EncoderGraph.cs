using Attune.Bench.Models.Building;
using Attune.Graphs;

namespace Attune.Bench.Models.Encoders;

/// <summary>Writes encoders and classifiers of BERT's and RoBERTa's shape with random weights.</summary>
public static class EncoderGraph
{
    /// <param name="path">The model file.</param>
    /// <param name="externalFrom">Tensors of that many bytes and more go beside the model.</param>
    public static BuiltModel Write(string path, EncoderShape shape, long externalFrom = long.MaxValue)
    {
        using var graph = new GraphBuilder(path, shape.Precision, externalFrom);
        var ids = graph.Input("input_ids", ElementType.Int64, "batch_size", "sequence_length");
        var mask = graph.Input("attention_mask", ElementType.Int64, "batch_size", "sequence_length");
        var types = shape.Family == EncoderFamily.Bert ? graph.Input("token_type_ids", ElementType.Int64, "batch_size", "sequence_length") : null;

        var x = shape.Fused ? FusedLayers.Write(graph, shape, ids, mask, types) : PlainLayers.Write(graph, shape, ids, mask, types);
        if (shape.Labels == 0)
            graph.Output(x, "last_hidden_state", shape.Precision, "batch_size", "sequence_length", shape.Hidden);
        else
            graph.Output(Classifier(graph, shape, x), "logits", shape.Precision, "batch_size", shape.Labels);
        return graph.Save();
    }

    private static string Classifier(GraphBuilder graph, EncoderShape shape, string x)
    {
        var first = graph.Node("Gather", [x, graph.Whole(0)], ("axis", 1L));
        var pooled = graph.Node("Tanh", [graph.Affine(first, "classifier.dense", shape.Hidden, shape.Hidden)]);
        return graph.Affine(pooled, "classifier.out", shape.Hidden, shape.Labels);
    }
}
