namespace Attune.Matching.Jobs.Kinds;

/// <summary>An item that cannot be worked on, and why.</summary>
internal readonly record struct ItemFailure(string ItemId, string Reason);
