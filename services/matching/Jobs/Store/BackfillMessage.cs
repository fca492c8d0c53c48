using Attune.Messaging;

namespace Attune.Matching.Jobs.Store;

/// <summary>Says that a batch waits for work. What the batch holds is read from its row, so that a message is never out of date.</summary>
/// <param name="JobId">Of the job.</param>
/// <param name="Number">Of the batch in it.</param>
/// <param name="Kind">Name of the kind, for whoever reads the message; version 1 had none.</param>
[MessageContract("backfill-batch", Version = 2, OldestReadable = 1)]
internal sealed record BackfillMessage(Guid JobId, int Number, string? Kind = null);
