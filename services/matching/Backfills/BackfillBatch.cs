namespace Attune.Matching.Backfills;

/// <summary>A batch with what of its job decides the work.</summary>
internal sealed record BackfillBatch(Guid JobId, int Number, string Kind, string Model, string Revision, string[] ItemIds, bool Finished);
