namespace Attune.Storage;

/// <summary>What a bulk write did.</summary>
/// <param name="Inserted">Rows that are new.</param>
/// <param name="Updated">Rows that were there and have other values now.</param>
/// <param name="Unchanged">The rest of the rows given: there already as they are, or overruled by a later row with the same key.</param>
public sealed record BulkCounts(long Inserted, long Updated, long Unchanged);
