namespace Attune.Matching.Embeddings;

/// <summary>
/// Some things have a text of which a model makes nothing, however often it is asked; what it made of all the others is stored.
/// </summary>
/// <param name="reasons">By id: why.</param>
internal sealed class ItemsRefusedException(IReadOnlyDictionary<string, string> reasons) : Exception(reasons.Values.First())
{
    public IReadOnlyDictionary<string, string> Reasons { get; } = reasons;

    /// <exception cref="ItemsRefusedException">There are some.</exception>
    public static void ThrowIfAny(IReadOnlyList<Refusal> refused)
    {
        if (refused.Count == 0) return;
        var reasons = refused.DistinctBy(one => one.Id).ToDictionary(one => one.Id, one => one.Reason, StringComparer.Ordinal);
        throw new ItemsRefusedException(reasons);
    }
}
