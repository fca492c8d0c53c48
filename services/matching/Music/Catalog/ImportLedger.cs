using Attune.Contracts.Matching.V1;
using Attune.Hosting.Errors;
using Attune.Storage;

namespace Attune.Matching.Music.Catalog;

/// <summary>
/// The books of one import: every row that came is inserted, updated, unchanged or rejected, and a rejected one has its
/// number and reasons. Holds the ids seen, so that the second row of an id is refused and not silently the winner.
/// </summary>
internal sealed class ImportLedger
{
    private const int LongestId = 128;
    private const int MostRejectionsReported = 1_000;

    // A quarter of what a gRPC client takes by default.
    private const int MostBytes = 1024 * 1024;

    private readonly Dictionary<string, long> _seen = new(StringComparer.Ordinal);
    private readonly List<RejectedRow> _rejections = [];
    private long _rejected;
    private int _bytes;
    private BulkCounts _stored = new(0, 0, 0);

    /// <summary>False when the row was refused; it is then in the books already.</summary>
    public bool Accept(long number, string id, IReadOnlyList<string> violations)
    {
        var reasons = violations;
        if (id.Length > 0 && !_seen.TryAdd(id, number))
            reasons = [.. violations, $"id {Quote.Text(id)} came before, in row {_seen[id]}"];
        if (reasons.Count == 0) return true;
        Reject(number, id, reasons);
        return false;
    }

    public void Reject(long number, string id, IReadOnlyList<string> reasons)
    {
        _rejected++;
        if (_rejections.Count >= MostRejectionsReported || _bytes >= MostBytes) return;
        // A refused id may itself be what is too long.
        var row = new RejectedRow { Number = number, Id = ErrorText.Cut(id, LongestId), Reasons = { reasons } };
        _bytes += row.CalculateSize();
        _rejections.Add(row);
    }

    public void Stored(BulkCounts counts) =>
        _stored = new BulkCounts(
            _stored.Inserted + counts.Inserted, _stored.Updated + counts.Updated, _stored.Unchanged + counts.Unchanged);

    public ImportSummary Summary() => new()
    {
        Inserted = _stored.Inserted,
        Updated = _stored.Updated,
        Unchanged = _stored.Unchanged,
        Rejected = _rejected,
        Rejections = { _rejections.OrderBy(row => row.Number) },
    };
}
