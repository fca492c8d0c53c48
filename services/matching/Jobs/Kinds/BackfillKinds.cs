using Attune.Contracts.Matching.V1;

namespace Attune.Matching.Jobs.Kinds;

/// <summary>All there is to backfill.</summary>
internal sealed class BackfillKinds(IEnumerable<IBackfillKind> kinds)
{
    private readonly IBackfillKind[] _all = [.. kinds];

    public IBackfillKind? Find(BackfillKind kind) => Array.Find(_all, one => one.Kind == kind);

    /// <exception cref="InvalidOperationException">Nothing is called that.</exception>
    public IBackfillKind Of(string name) => Array.Find(_all, one => one.Name == name)
        ?? throw new InvalidOperationException($"This process knows no backfill of '{name}'; it may be older than what planned it.");

    public string Names => string.Join(", ", _all.Select(one => $"BACKFILL_KIND_{one.Name.ToUpperInvariant()}"));
}
