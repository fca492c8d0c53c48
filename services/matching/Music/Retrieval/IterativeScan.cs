namespace Attune.Matching.Music.Retrieval;

/// <summary>pgvector's <c>hnsw.iterative_scan</c>.</summary>
internal enum IterativeScan
{
    /// <summary>One pass over <c>ef_search</c> candidates.</summary>
    Off,

    /// <summary>Goes on until there are enough results; each is farther away than the one before.</summary>
    StrictOrder,

    /// <summary>Goes on until there are enough results, which may come slightly out of order: a little more is found.</summary>
    RelaxedOrder,
}
