using Attune.Messaging;

namespace Attune.Matching.Jobs.Settings;

internal static class BackfillQueue
{
    public static readonly Queue Batches = new("matching.backfill");
}
