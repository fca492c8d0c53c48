using System.Numerics.Tensors;
using Attune.Embedding.Scheduling;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Attune.Embedding.Graphs;

/// <summary>
/// Where the graph writes its rows: into the batch itself, or, where they come in half precision, into memory they are widened from.
/// </summary>
/// <param name="half">The graph gives half precision.</param>
/// <param name="flat">A row is one number and has no axis of its own.</param>
internal sealed class RowOutput(string name, bool half, bool flat)
{
    private readonly PinnedBuffer<Half> _halves = new(TensorElementType.Float16);

    public string Name => name;

    public OrtValue Bind(PackedBatch batch)
    {
        long[] shape = flat ? [batch.Rows] : [batch.Rows, batch.Output.Length / batch.Rows];
        if (!half)
            return OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, batch.Output, shape);
        _halves.Span(batch.Output.Length);
        return _halves.Tensor(shape);
    }

    public void Finish(PackedBatch batch)
    {
        if (half)
            TensorPrimitives.ConvertToSingle(_halves.Span(batch.Output.Length), batch.Output.Span);
    }
}
