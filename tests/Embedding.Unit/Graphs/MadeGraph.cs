using Attune.Bench.Models.Building;
using Attune.Embedding.Devices;
using Attune.Embedding.Graphs;
using Attune.Embedding.Scheduling;

namespace Attune.Embedding.Unit.Graphs;

/// <summary>A small graph written for one test.</summary>
internal sealed class MadeGraph : IDisposable
{
    private readonly string _folder = Directory.CreateDirectory(System.IO.Path.Combine(AppContext.BaseDirectory, "made", System.IO.Path.GetRandomFileName())).FullName;

    public MadeGraph(Action<GraphBuilder> write)
    {
        using var graph = new GraphBuilder(Path);
        write(graph);
        graph.Save();
    }

    public string Path => System.IO.Path.Combine(_folder, "model.onnx");

    public GraphSession Open(int width = 1, string output = "out")
    {
        Runtime.Start();
        return new GraphSession(new RowGraph(Path, output, width), new CpuDevice("test"));
    }

    /// <summary>Rows of token ids, padded on the right with 9, and what the graph makes of them.</summary>
    public static float[] Run(GraphSession session, params int[][] rows)
    {
        var batch = new PackedBatch();
        batch.Reset(new Shape(session), rows.Length, rows.Max(x => x.Length));
        foreach (var row in rows)
            batch.Add(row, [.. row.Select((_, i) => i % 2)]);
        session.Run(batch);
        return batch.Output.ToArray();
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private sealed class Shape(GraphSession session) : IBatchRunner
    {
        public string Model => "graph";

        public int Width => session.Width;

        public int PadId => 9;

        public bool TakesTypes => session.TakesTypes;

        public void Run(PackedBatch batch) => session.Run(batch);
    }
}
