namespace Attune.Matching.Catalog;

internal readonly record struct UpsertCounts(long Inserted, long Updated, long Unchanged)
{
    public static UpsertCounts operator +(UpsertCounts a, UpsertCounts b) =>
        new(a.Inserted + b.Inserted, a.Updated + b.Updated, a.Unchanged + b.Unchanged);
}
