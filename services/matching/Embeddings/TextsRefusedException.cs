namespace Attune.Matching.Embeddings;

/// <summary>The embedding service is well and refuses some of the texts; it has embedded the others.</summary>
/// <param name="problems">By place in what was asked for: why it is refused.</param>
/// <param name="vectors">One a text, in order; null for those that are refused.</param>
internal sealed class TextsRefusedException(IReadOnlyDictionary<int, string> problems, IReadOnlyList<float[]?> vectors)
    : Exception($"The embedding service refuses {problems.Count:N0} texts: {problems.Values.First()}")
{
    public IReadOnlyDictionary<int, string> Problems { get; } = problems;
    public IReadOnlyList<float[]?> Vectors { get; } = vectors;
}
