using Attune.Contracts.Matching.V1;

namespace Attune.Cli.Backfills;

/// <summary>What kinds of backfills are called on the command line.</summary>
internal static class BackfillNames
{
    private static readonly Dictionary<string, BackfillKind> Kinds = new(StringComparer.Ordinal)
    {
        ["tracks"] = BackfillKind.TrackEmbeddings,
        ["playlists"] = BackfillKind.PlaylistEmbeddings,
        ["emotions"] = BackfillKind.TrackEmotions,
        ["genres"] = BackfillKind.TrackGenres,
        ["profiles"] = BackfillKind.PlaylistProfiles,
    };

    public static string[] All => [.. Kinds.Keys];

    public static BackfillKind KindOf(string name) => Kinds[name];

    /// <summary>That of a server which is newer than this client is the contract's own.</summary>
    public static string Of(BackfillKind kind) => Kinds.FirstOrDefault(pair => pair.Value == kind).Key ?? kind.ToString();
}
