using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Attune.Training.Labels;

/// <summary>
/// Four fifths to learn from, one fifth held out, in every fifth of the view counts. Which rows are held out depends on their ids and the
/// seed only: those whose hash is lowest. So the order of the rows does not matter, and a row is nearly always on the same side in later
/// runs: what a new model is compared on with the one before it, neither has learned from.
/// </summary>
/// <param name="Train">Row numbers, rising.</param>
/// <param name="Test">Row numbers, rising.</param>
internal sealed record StratifiedSplit(int[] Train, int[] Test)
{
    private const int OneOf = 5;

    /// <param name="ids">Of the rows, each different.</param>
    /// <param name="views">
    /// Of the same rows. Their quintiles are strata only; the edges of the tiers are fitted on the training part alone.
    /// </param>
    /// <param name="seed">Another seed holds other rows out.</param>
    public static StratifiedSplit Create(IReadOnlyList<string> ids, IReadOnlyList<long> views, long seed)
    {
        if (ids.Count == 0) return new([], []);
        var strata = TierEdges.Fit(views);
        var test = Enumerable.Range(0, ids.Count)
            .GroupBy(row => strata.TierOf(views[row]))
            .SelectMany(stratum => stratum
                .OrderBy(row => Place(ids[row], seed)).ThenBy(row => ids[row], StringComparer.Ordinal)
                .Take((stratum.Count() + (OneOf / 2)) / OneOf))
            .ToHashSet();
        return new([.. Enumerable.Range(0, ids.Count).Where(row => !test.Contains(row))], [.. test.Order()]);
    }

    private static ulong Place(string id, long seed) =>
        BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes($"{seed}:{id}")));
}
