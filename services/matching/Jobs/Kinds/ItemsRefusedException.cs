namespace Attune.Matching.Jobs.Kinds;

/// <summary>Some items have no output, however often it is tried; those of all the others are stored.</summary>
/// <param name="reasons">By id: why. At least one.</param>
internal sealed class ItemsRefusedException(IReadOnlyDictionary<string, string> reasons) : Exception(reasons.Values.First())
{
    public IReadOnlyDictionary<string, string> Reasons { get; } = reasons;
}
