using Attune.Messaging;

namespace Attune.Matching.Backfills;

internal static class BackfillQueue
{
    public static readonly Queue Batches = new("matching.backfill");
}
