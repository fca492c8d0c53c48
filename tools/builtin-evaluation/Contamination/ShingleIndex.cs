using Attune.BuiltinEvaluation.Sets;

namespace Attune.BuiltinEvaluation.Contamination;

/// <summary>The eight-word runs of all held-out texts, to be looked for in a training text that is too long to be indexed itself.</summary>
internal sealed class ShingleIndex
{
    private readonly Dictionary<string, List<int>> _texts = new(StringComparer.Ordinal);
    private readonly IReadOnlyList<HeldOutText> _heldOut;

    public ShingleIndex(IReadOnlyList<HeldOutText> heldOut)
    {
        _heldOut = heldOut;
        foreach (var (i, text) in heldOut.Index())
        {
            foreach (var shingle in Shingles.Of(text.Text))
            {
                if (!_texts.TryGetValue(shingle, out var list))
                    _texts[shingle] = list = [];
                if (list.Count == 0 || list[^1] != i)
                    list.Add(i);
            }
        }
    }

    /// <summary>One overlap for each held-out text that shares a run of words with a line.</summary>
    /// <param name="lines">Of the training text. A run never crosses the end of a line.</param>
    public async Task<(IReadOnlyList<Overlap> Overlaps, long Lines)> FindAsync(
        IAsyncEnumerable<string> lines, CancellationToken cancellationToken)
    {
        var found = new SortedDictionary<int, Overlap>();
        long number = 0;
        await foreach (var line in lines.WithCancellation(cancellationToken))
        {
            number++;
            foreach (var shingle in Shingles.Of(line))
            {
                if (!_texts.TryGetValue(shingle, out var texts))
                    continue;
                foreach (var i in texts)
                    found.TryAdd(i, new Overlap(_heldOut[i].Set, _heldOut[i].Id, shingle, number));
            }
        }

        return ([.. found.Values], number);
    }
}
