namespace Attune.Matching.Embeddings;

/// <summary>Some things have a text that the embedding service refuses; what it made of the others is stored.</summary>
/// <param name="reasons">By id: why.</param>
internal sealed class ItemsRefusedException(IReadOnlyDictionary<string, string> reasons) : Exception(reasons.Values.First())
{
    public IReadOnlyDictionary<string, string> Reasons { get; } = reasons;
}
