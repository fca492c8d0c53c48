namespace Attune.Chaos.Reports;

/// <summary>Something that must hold.</summary>
internal sealed record Bound(string Text, bool Holds);
