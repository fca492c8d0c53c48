namespace Attune.Matching.Backfills;

/// <summary>Says that a batch waits for work. What the batch holds is read from its row, so that a message is never out of date.</summary>
internal sealed record BackfillMessage(Guid JobId, int Number);
