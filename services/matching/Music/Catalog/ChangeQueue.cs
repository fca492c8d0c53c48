using Attune.Messaging;

namespace Attune.Matching.Music.Catalog;

internal static class ChangeQueue
{
    public static readonly Queue Changes = new("matching.changes");
}
