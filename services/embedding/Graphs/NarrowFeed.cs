using System.Numerics.Tensors;
using Attune.Embedding.Scheduling;
using Attune.Graphs.Inspection;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Attune.Embedding.Graphs;

/// <summary>As <see cref="BatchFeed"/>, for graphs that take int32.</summary>
internal sealed class NarrowFeed(string name, InputRole role) : GraphInputFeed(name)
{
    private readonly PinnedBuffer<int> _buffer = new(TensorElementType.Int32);

    public override OrtValue Feed(PackedBatch batch)
    {
        TensorPrimitives.ConvertTruncating<long, int>(BatchTensor.Of(batch, role).Span, _buffer.Span(batch.Rows * batch.Length));
        return _buffer.Tensor(batch.Rows, batch.Length);
    }
}
