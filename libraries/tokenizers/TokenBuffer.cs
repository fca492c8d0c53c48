using System.Buffers;

namespace Attune.Tokenizers;

/// <summary>
/// Receives token ids. It grows in pooled arrays and is meant to be reused: encode, read <see cref="Ids"/>, clear. Several
/// texts may be encoded behind each other. Not thread-safe.
/// </summary>
public sealed class TokenBuffer : IDisposable
{
    private int[] _ids = ArrayPool<int>.Shared.Rent(256);

    /// <summary>How many ids it holds.</summary>
    public int Count { get; private set; }

    /// <summary>The ids, valid until the next change of the buffer.</summary>
    public ReadOnlySpan<int> Ids => _ids.AsSpan(0, Count);

    /// <summary>Forgets the ids and keeps the memory.</summary>
    public void Clear() => Count = 0;

    /// <summary>Returns the memory to the pool.</summary>
    public void Dispose()
    {
        Count = 0;
        ArrayPool<int>.Shared.Return(_ids);
        _ids = [];
    }

    internal void Append(int id)
    {
        if (Count == _ids.Length)
            Grow(Count + 1);
        _ids[Count++] = id;
    }

    /// <summary>Appends ids that are known already.</summary>
    public void Append(params ReadOnlySpan<int> ids)
    {
        if (Count + ids.Length > _ids.Length)
            Grow(Count + ids.Length);
        ids.CopyTo(_ids.AsSpan(Count));
        Count += ids.Length;
    }

    /// <summary>Appends <paramref name="count"/> times the same.</summary>
    internal void AppendRepeated(int id, int count)
    {
        if (Count + count > _ids.Length)
            Grow(Count + count);
        _ids.AsSpan(Count, count).Fill(id);
        Count += count;
    }

    /// <summary>Appends ids that it holds already.</summary>
    internal void AppendOwn(int start, int count)
    {
        if (Count + count > _ids.Length)
            Grow(Count + count);
        Array.Copy(_ids, start, _ids, Count, count);
        Count += count;
    }

    internal void Remove(int start, int count)
    {
        Array.Copy(_ids, start + count, _ids, start, Count - start - count);
        Count -= count;
    }

    /// <summary>Turns the order of the ids from <paramref name="start"/> on around.</summary>
    internal void Reverse(int start) => Array.Reverse(_ids, start, Count - start);

    /// <summary>Forgets all but the first ids.</summary>
    public void Truncate(int count) => Count = Math.Min(Count, count);

    private void Grow(int needed)
    {
        var larger = ArrayPool<int>.Shared.Rent(Math.Max(needed, _ids.Length * 2));
        Ids.CopyTo(larger);
        ArrayPool<int>.Shared.Return(_ids);
        _ids = larger;
    }
}
