using System.Numerics;
using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Attune.Embedding.Graphs;

/// <summary>Memory at a fixed address that tensors are laid over. It grows to the largest batch and is reused. Not thread-safe.</summary>
internal sealed class PinnedBuffer<T>(TensorElementType type)
    where T : unmanaged
{
    // Never empty: a tensor of no elements has an address too.
    private T[] _memory = GC.AllocateUninitializedArray<T>(1, pinned: true);

    public Span<T> Span(int length)
    {
        if (length > _memory.Length)
            _memory = GC.AllocateUninitializedArray<T>((int)BitOperations.RoundUpToPowerOf2((uint)length), pinned: true);
        return _memory.AsSpan(0, length);
    }

    /// <summary>A tensor over what <see cref="Span"/> gave last. It must not outlive the next call of that.</summary>
    public OrtValue Tensor(params long[] shape) =>
        OrtValue.CreateTensorValueWithData(
            OrtMemoryInfo.DefaultInstance, type, shape, Marshal.UnsafeAddrOfPinnedArrayElement(_memory, 0),
            (long)_memory.Length * Marshal.SizeOf<T>());
}
