using System.Numerics;
using Attune.Embedding.Scheduling;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Attune.Embedding.Graphs;

/// <summary>The position of each token in its row, from 0: [rows, length]. Padding is on the right, so every row counts alike.</summary>
internal sealed class PositionFeed<T>(string name, TensorElementType type) : GraphInputFeed(name)
    where T : unmanaged, INumber<T>
{
    private readonly PinnedBuffer<T> _buffer = new(type);

    public override OrtValue Feed(PackedBatch batch)
    {
        var positions = _buffer.Span(batch.Rows * batch.Length);
        for (var i = 0; i < positions.Length; i++)
            positions[i] = T.CreateTruncating(i % batch.Length);
        return _buffer.Tensor(batch.Rows, batch.Length);
    }
}
