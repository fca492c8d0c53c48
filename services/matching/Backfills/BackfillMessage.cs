using Attune.Messaging;

namespace Attune.Matching.Backfills;

/// <summary>Says that a batch waits for work. What the batch holds is read from its row, so that a message is never out of date.</summary>
[MessageContract("backfill-batch")]
internal sealed record BackfillMessage(Guid JobId, int Number);
