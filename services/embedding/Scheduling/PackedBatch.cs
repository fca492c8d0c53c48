using System.Numerics;
using System.Runtime.InteropServices;

namespace Attune.Embedding.Scheduling;

/// <summary>
/// What the device gets: rows of equal length, padded on the right, and room for what it makes of them. The memory is pinned and
/// reused, so a steady load allocates nothing.
/// </summary>
internal sealed class PackedBatch
{
    private long[] _ids = [], _mask = [], _types = [];
    private int[] _lengths = [];
    private float[] _output = [];
    private IBatchRunner? _runner;

    public int Rows { get; private set; }

    /// <summary>Tokens a row, padding included; at least 1.</summary>
    public int Length { get; private set; }

    /// <summary>Rows that fit before the next <see cref="Reset"/>.</summary>
    public int Capacity { get; private set; }

    /// <summary>Token ids, rows × length.</summary>
    public Memory<long> Ids => Pinned(_ids, Rows * Length);

    /// <summary>1 for a token, 0 for padding, rows × length.</summary>
    public Memory<long> Mask => Pinned(_mask, Rows * Length);

    /// <summary>Token types, rows × length; empty where the model takes none.</summary>
    public Memory<long> Types => _runner is { TakesTypes: true } ? Pinned(_types, Rows * Length) : default;

    /// <summary>Tokens of each row, padding not counted.</summary>
    public ReadOnlySpan<int> Lengths => _lengths.AsSpan(0, Rows);

    /// <summary>Receives the model's numbers, rows × width.</summary>
    public Memory<float> Output => Pinned(_output, Rows * (_runner?.Width ?? 0));

    /// <summary>Empties it and makes room for <paramref name="rows"/> rows of <paramref name="length"/> tokens.</summary>
    public void Reset(IBatchRunner runner, int rows, int length)
    {
        (_runner, Rows, Length) = (runner, 0, length);
        Grow(ref _ids, rows * length);
        Grow(ref _mask, rows * length);
        if (runner.TakesTypes)
            Grow(ref _types, rows * length);
        Grow(ref _lengths, rows);
        Grow(ref _output, rows * runner.Width);
        Capacity = Math.Min(Math.Min(_ids.Length / length, _lengths.Length), _output.Length / runner.Width);
    }

    /// <summary>Appends a row.</summary>
    /// <param name="ids">At most <see cref="Length"/> token ids.</param>
    /// <param name="types">As many token types, or none where all are 0.</param>
    public void Add(ReadOnlySpan<int> ids, ReadOnlySpan<int> types)
    {
        var start = Rows * Length;
        Widen(ids, _ids.AsSpan(start, Length), _runner!.PadId);
        var mask = _mask.AsSpan(start, Length);
        mask[..ids.Length].Fill(1);
        mask[ids.Length..].Clear();
        if (_runner.TakesTypes)
            Widen(types, _types.AsSpan(start, Length), 0);
        _lengths[Rows++] = ids.Length;
    }

    /// <summary>Appends a row of another batch, which may be padded to another length.</summary>
    public void Add(PackedBatch other, int row)
    {
        int from = row * other.Length, to = Rows * Length, count = other._lengths[row];
        Copy(other._ids.AsSpan(from, count), _ids.AsSpan(to, Length), _runner!.PadId);
        Copy(other._mask.AsSpan(from, count), _mask.AsSpan(to, Length), 0);
        if (_runner.TakesTypes)
            Copy(other._types.AsSpan(from, count), _types.AsSpan(to, Length), 0);
        _lengths[Rows++] = count;
    }

    public void Clear() => Rows = Length = Capacity = 0;

    private static void Copy(ReadOnlySpan<long> from, Span<long> to, long rest)
    {
        from.CopyTo(to);
        to[from.Length..].Fill(rest);
    }

    private static void Widen(ReadOnlySpan<int> from, Span<long> to, long rest)
    {
        for (var i = 0; i < from.Length; i++)
            to[i] = from[i];
        to[from.Length..].Fill(rest);
    }

    private static void Grow<T>(ref T[] array, int size)
    {
        if (array.Length < size)
            array = GC.AllocateUninitializedArray<T>((int)BitOperations.RoundUpToPowerOf2((uint)size), pinned: true);
    }

    private static Memory<T> Pinned<T>(T[] array, int length) => MemoryMarshal.CreateFromPinnedArray(array, 0, length);
}
