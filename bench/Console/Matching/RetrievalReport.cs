namespace Attune.Bench.Matching;

/// <summary>The nearest tracks of a query: by the index, exactly in the database, exactly in memory.</summary>
/// <param name="Wanted">Results of a search.</param>
/// <param name="LoadSeconds">Writing the vectors.</param>
/// <param name="BuildSeconds">Building the index over them.</param>
internal sealed record RetrievalReport(
    int Vectors, int Dims, int Wanted, int M, int EfConstruction, double LoadSeconds, double BuildSeconds, long IndexBytes,
    IReadOnlyList<IndexedSearches> Indexed, SearchTimes ExactInDatabase, SearchTimes ExactInMemory);
