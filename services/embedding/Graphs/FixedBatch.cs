using Attune.Embedding.Scheduling;

namespace Attune.Embedding.Graphs;

/// <summary>
/// Brings batches to the shape that a graph was made for, and its rows back: short rows are padded further, missing ones filled in.
/// Thread-safe.
/// </summary>
internal sealed class FixedBatch(GraphShape shape)
{
    private readonly Lock _turn = new();
    private readonly PackedBatch _whole = new();

    /// <param name="batch">At most the shape's tokens a row, and any number of rows: more than the shape's are run one lot after
    /// another.</param>
    /// <param name="runner">Whose graph it is.</param>
    public void Run(PackedBatch batch, IBatchRunner runner, GraphSession graph)
    {
        var rows = shape.Rows ?? batch.Rows;
        lock (_turn)
        {
            for (var start = 0; start < batch.Rows; start += rows)
            {
                var taken = Math.Min(rows, batch.Rows - start);
                _whole.Reset(runner, rows, shape.Length ?? batch.Length);
                // A row of padding alone is nothing that graphs are tested with; the first row again is.
                for (var i = 0; i < rows; i++)
                    _whole.Add(batch, start + (i < taken ? i : 0));
                graph.Run(_whole);
                _whole.Output.Span[..(taken * runner.Width)].CopyTo(batch.Output.Span[(start * runner.Width)..]);
            }
        }
    }
}
