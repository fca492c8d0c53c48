namespace Attune.Matching.Music.Retrieval;

/// <summary>What <see cref="VectorIndexes.EnsureAsync"/> leaves behind.</summary>
internal enum IndexState
{
    /// <summary>The index answers searches.</summary>
    Ready,

    /// <summary>There are fewer vectors than <see cref="RetrievalOptions.MinRows"/>; searches compare with all of them.</summary>
    TooFewRows,

    /// <summary>The vectors are longer than <see cref="VectorIndex.MostDims"/>; searches compare with all of them.</summary>
    TooManyDims,
}
