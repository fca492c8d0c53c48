namespace Attune.Graphs.Pooling;

/// <summary>How the vectors of a text's tokens become one.</summary>
public enum PoolingKind
{
    /// <summary>Their mean, without padding.</summary>
    Mean,

    /// <summary>The first token's.</summary>
    Cls,

    /// <summary>The last token's, padding apart.</summary>
    Last,
}
