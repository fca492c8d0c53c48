namespace Attune.Bench.Matching;

/// <summary>Searches by the index with one setting of <c>ef_search</c>.</summary>
/// <param name="Recall">Part of the exact best that was found, over all searches.</param>
internal sealed record IndexedSearches(int EfSearch, bool IsDefault, double Recall, SearchTimes Times);
