using Attune.Graphs.Protos;

namespace Attune.Graphs.Editing;

/// <summary>Removes what no output depends on. Inputs stay, so that whoever feeds the graph need not care.</summary>
internal static class Pruning
{
    public static void Prune(GraphProto graph)
    {
        var needed = Needed(graph);
        RemoveWhere(graph.Node, x => !x.Output.Any(needed.Contains));
        // Old models list their initializers among the inputs too; left there alone, one would have to be fed.
        var dropped = graph.Initializer.Where(x => !needed.Contains(x.Name)).Select(x => x.Name).ToHashSet(StringComparer.Ordinal);
        RemoveWhere(graph.Initializer, x => dropped.Contains(x.Name));
        RemoveWhere(graph.Input, x => dropped.Contains(x.Name));
        var known = graph.Node.SelectMany(x => x.Output).ToHashSet(StringComparer.Ordinal);
        RemoveWhere(graph.ValueInfo, x => !known.Contains(x.Name));
    }

    private static HashSet<string> Needed(GraphProto graph)
    {
        var producers = new Dictionary<string, NodeProto>(StringComparer.Ordinal);
        foreach (var node in graph.Node)
        {
            foreach (var output in node.Output)
                producers[output] = node;
        }

        var needed = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>(graph.Output.Select(x => x.Name));
        var visited = new HashSet<NodeProto>(ReferenceEqualityComparer.Instance);
        while (open.TryPop(out var value))
        {
            if (value.Length == 0 || !needed.Add(value) || !producers.TryGetValue(value, out var node) || !visited.Add(node))
                continue;
            foreach (var input in InputsOf(node))
                open.Push(input);
        }

        return needed;
    }

    /// <summary>Everything a node may read, the values included that its subgraphs take from around them.</summary>
    private static IEnumerable<string> InputsOf(NodeProto node) =>
        node.Input.Concat(node.Attribute
            .SelectMany(x => x.G is null ? x.Graphs : x.Graphs.Append(x.G))
            .SelectMany(x => x.Output.Select(output => output.Name).Concat(x.Node.SelectMany(InputsOf))));

    private static void RemoveWhere<T>(Google.Protobuf.Collections.RepeatedField<T> list, Func<T, bool> drop)
    {
        T[] kept = [.. list.Where(x => !drop(x))];
        if (kept.Length == list.Count)
            return;
        list.Clear();
        list.AddRange(kept);
    }
}
