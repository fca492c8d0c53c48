using Attune.Contracts.Matching.V1;
using Attune.Tools;
using Spectre.Console;

namespace Attune.Cli.Matching;

/// <summary>Best tracks a playlist, as a table; scores and signals go from 0 to 1.</summary>
internal static class MatchTable
{
    /// <param name="playlists">What to show.</param>
    /// <param name="explain">
    /// With a column for each signal, its value and, as a percentage, what it weighed, and one for each stage. A dash where the pair has
    /// none.
    /// </param>
    public static void Write(IEnumerable<PlaylistMatches> playlists, bool explain = false)
    {
        IReadOnlyList<PlaylistMatches> shown = [.. playlists];
        string[] signals = explain
            ? [.. shown.SelectMany(playlist => playlist.Matches).SelectMany(match => match.Signals).Select(signal => signal.Name)
                .Distinct(StringComparer.Ordinal)]
            : [];
        var table = new Table();
        table.AddColumn("Playlist").AddColumn(new TableColumn("#").RightAligned()).AddColumn("Track").AddColumn("Artist")
            .AddColumn(new TableColumn("Score").RightAligned());
        foreach (var signal in signals) table.AddColumn(new TableColumn(signal).RightAligned().NoWrap());
        if (explain) table.AddColumn(new TableColumn("stage 1").RightAligned()).AddColumn(new TableColumn("rerank").RightAligned());
        foreach (var playlist in shown)
        {
            var name = playlist.PlaylistName;
            foreach (var match in playlist.Matches)
            {
                table.AddRow(
                [
                    new Text(name), new Text($"{match.Rank}"), new Text(match.Title), new Text(string.Join(", ", match.Artists)),
                    new Text($"{match.Score:0.000}"),
                    .. signals.Select(signal => new Text(Explain(match.Signals.FirstOrDefault(part => part.Name == signal)))),
                    .. explain ? [new Text($"{match.Stage1Score:0.000}"),
                        new Text(match.HasRerankScore ? $"{match.RerankScore:0.000}" : "–")] : Array.Empty<Text>(),
                ]);
                name = "";
            }
            if (playlist.Matches.Count == 0) table.AddRow(new Text(name), new Text(""), new Text("no candidate"));
            table.AddEmptyRow();
        }
        Terminal.Write(table);
    }

    public static string WorkLine(MatchResponse response) => $"{Origin(response.Cache)}: {WorkLine(response.Work)}";

    public static string WorkLine(MatchWork work) =>
        $"{work.EmbeddingsComputed:N0} embeddings computed, {work.EmbeddingsReused:N0} reused; {work.PairsScored:N0} pairs scored, " +
        $"{work.PairsReused:N0} reused; " +
        $"{work.RerankPairsScored:N0} pairs reranked, {work.RerankPairsReused:N0} reused";

    /// <summary>What could not be ranked, in a line; null when everything was.</summary>
    public static string? Unranked(MatchResponse response)
    {
        string[] parts = [.. Part(response.TracksWithoutSignals, "tracks"), .. Part(response.PlaylistsWithoutSignals, "playlists")];
        return parts.Length == 0
            ? null
            : $"not ranked: {string.Join(" and ", parts)}, of which nothing is known that the configuration weighs (no known word, " +
                "genre or sound)";
    }

    /// <summary>What no search could find, in a line; null when everything can be found.</summary>
    public static string? Unsearchable(FindTracksResponse response)
    {
        string[] parts =
        [
            .. Part(response.TracksWithoutVectors, "tracks without vectors (./attune cli backfill start tracks)"),
            .. Part(response.TracksWithoutKnownWords, "tracks of which the model knows no word"),
        ];
        return parts.Length == 0 ? null : $"not searched: {string.Join(" and ", parts)}";
    }

    /// <summary>What an answer had to do without, in a line; null when it is whole.</summary>
    public static string? Missing(Degradation? degraded)
    {
        if (degraded is null) return null;
        string[] parts =
        [
            .. Part(degraded.MissingEmbeddings, "embeddings"), .. Part(degraded.MissingEmotions, "emotions"),
            .. Part(degraded.MissingRerankPairs, "rerank scores"),
            .. Part(degraded.RefusedTexts, "outputs that a model does not make"),
        ];
        return $"incomplete: without {string.Join(", ", parts)}. {degraded.Reason}";
    }

    private static IEnumerable<string> Part(long number, string what) => number == 0 ? [] : [$"{number:N0} {what}"];

    private static string Origin(CacheState cache) => cache switch
    {
        CacheState.Hit => "read from the store",
        CacheState.Shared => "computed for another request just then",
        _ => "computed",
    };

    private static string Explain(SignalScore? signal) => signal is null ? "–" : $"{signal.Value:0.000} × {signal.Weight:0%}";
}
