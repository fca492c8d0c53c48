using System.Buffers;
using Attune.Tokenizers;

namespace Attune.Embedding.Scheduling;

/// <summary>
/// The sequences of one call behind each other in pooled memory: encode into <see cref="Ids"/>, then <see cref="End"/>, and so on.
/// </summary>
internal sealed class Sequences : IDisposable
{
    private int[] _ends = ArrayPool<int>.Shared.Rent(64);

    /// <summary>Token ids of all sequences.</summary>
    public TokenBuffer Ids { get; } = new();

    /// <summary>Token types of all sequences: none at all, or one an id.</summary>
    public TokenBuffer Types { get; } = new();

    public int Count { get; private set; }

    /// <summary>Ends the sequence whose ids, and types where it has any, were appended last.</summary>
    public void End()
    {
        if (Types.Count != 0 && Types.Count != Ids.Count)
            throw new InvalidOperationException($"{Ids.Count} token ids have {Types.Count} token types.");
        if (Count == _ends.Length)
            Grow();
        _ends[Count++] = Ids.Count;
    }

    /// <summary>Forgets the sequence that was ended last.</summary>
    public void RemoveLast()
    {
        Count--;
        Ids.Truncate(Start(Count));
        Types.Truncate(Start(Count));
    }

    /// <summary>Number of tokens of a sequence.</summary>
    public int Length(int index) => _ends[index] - Start(index);

    public ReadOnlySpan<int> IdsOf(int index) => Ids.Ids.Slice(Start(index), Length(index));

    /// <summary>The token types of a sequence; empty where all of them are 0.</summary>
    public ReadOnlySpan<int> TypesOf(int index) => Types.Count == 0 ? [] : Types.Ids.Slice(Start(index), Length(index));

    public void Dispose()
    {
        Ids.Dispose();
        Types.Dispose();
        Count = 0;
        ArrayPool<int>.Shared.Return(_ends);
        _ends = [];
    }

    private int Start(int index) => index == 0 ? 0 : _ends[index - 1];

    private void Grow()
    {
        var larger = ArrayPool<int>.Shared.Rent(_ends.Length * 2);
        _ends.CopyTo(larger, 0);
        ArrayPool<int>.Shared.Return(_ends);
        _ends = larger;
    }
}
