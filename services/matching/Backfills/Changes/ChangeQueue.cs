using Attune.Messaging;

namespace Attune.Matching.Backfills.Changes;

internal static class ChangeQueue
{
    public static readonly Queue Changes = new("matching.changes");
}
