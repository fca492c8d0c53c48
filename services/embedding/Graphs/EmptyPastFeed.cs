using Attune.Embedding.Scheduling;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Attune.Embedding.Graphs;

/// <summary>Keys or values of earlier tokens, of which there are none: [rows, heads, 0, head size].</summary>
internal sealed class EmptyPastFeed(string name, TensorElementType type, long heads, long headSize) : GraphInputFeed(name)
{
    private readonly PinnedBuffer<long> _nothing = new(type);

    public override OrtValue Feed(PackedBatch batch) => _nothing.Tensor(batch.Rows, heads, 0, headSize);
}
