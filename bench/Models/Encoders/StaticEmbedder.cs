using Attune.Bench.Models.Building;
using Attune.Graphs;

namespace Attune.Bench.Models.Encoders;

/// <summary>Writes a model that looks a vector up for every token and knows nothing else.</summary>
public static class StaticEmbedder
{
    public static BuiltModel Write(string path, int vocabulary, int dimensions, long externalFrom = long.MaxValue)
    {
        using var graph = new GraphBuilder(path, ElementType.Float, externalFrom);
        var ids = graph.Input("input_ids", ElementType.Int64, "batch_size", "sequence_length");
        graph.Input("attention_mask", ElementType.Int64, "batch_size", "sequence_length");
        graph.Output(graph.Node("Gather", [graph.Weight("table", [vocabulary, dimensions], 1), ids]), "token_embeddings", ElementType.Float, "batch_size", "sequence_length", dimensions);
        return graph.Save();
    }
}
