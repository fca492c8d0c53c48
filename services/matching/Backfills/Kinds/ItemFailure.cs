namespace Attune.Matching.Backfills.Kinds;

/// <summary>An item that cannot be worked on, and why.</summary>
internal readonly record struct ItemFailure(string ItemId, string Reason);
