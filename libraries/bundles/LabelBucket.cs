namespace Attune.Bundles;

/// <summary>Labels of a multi-label model that count as one.</summary>
public sealed record LabelBucket
{
    public required string Name { get; init; }

    public required IReadOnlyList<string> Labels { get; init; }
}
