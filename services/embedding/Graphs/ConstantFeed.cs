using Attune.Embedding.Scheduling;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Attune.Embedding.Graphs;

/// <summary>An input that is 0, or false, for every batch.</summary>
internal sealed class ConstantFeed(string name, TensorElementType type, long[] shape) : GraphInputFeed(name)
{
    // 8 bytes of zeros are a zero of every type.
    private readonly PinnedBuffer<long> _zero = new(type);

    public override OrtValue Feed(PackedBatch batch)
    {
        _zero.Span(1).Clear();
        return _zero.Tensor(shape);
    }
}
