using Attune.Cli.Output;
using Attune.Contracts.Matching.V1;
using Spectre.Console;

namespace Attune.Cli.Matching;

/// <summary>Best tracks a playlist, as a table; scores and signals go from 0 to 1.</summary>
internal static class MatchTable
{
    /// <param name="response">What to show.</param>
    /// <param name="explain">With a column for each signal: its value and, as a percentage, what it weighed. A dash where the pair has none.</param>
    public static void Write(MatchResponse response, bool explain = false)
    {
        string[] signals = explain
            ? [.. response.Playlists.SelectMany(playlist => playlist.Matches).SelectMany(match => match.Signals).Select(signal => signal.Name).Distinct(StringComparer.Ordinal)]
            : [];
        var table = new Table { Border = TableBorder.Rounded };
        table.AddColumn("Playlist").AddColumn(new TableColumn("#").RightAligned()).AddColumn("Track").AddColumn("Artist").AddColumn(new TableColumn("Score").RightAligned());
        foreach (var signal in signals) table.AddColumn(new TableColumn(signal).RightAligned().NoWrap());
        foreach (var playlist in response.Playlists)
        {
            var name = playlist.PlaylistName;
            foreach (var match in playlist.Matches)
            {
                table.AddRow(
                [
                    new Text(name), new Text($"{match.Rank}"), new Text(match.Title), new Text(string.Join(", ", match.Artists)), new Text($"{match.Score:0.000}"),
                    .. signals.Select(signal => new Text(Explain(match.Signals.FirstOrDefault(part => part.Name == signal)))),
                ]);
                name = "";
            }
            if (playlist.Matches.Count == 0) table.AddRow(new Text(name), new Text(""), new Text("no candidate"));
            table.AddEmptyRow();
        }
        Terminal.Out.Write(table);
    }

    public static string WorkLine(MatchResponse response) =>
        $"{(response.Cache == CacheState.Hit ? "read from the store" : "computed")}: {response.Work.EmbeddingsComputed:N0} embeddings computed, " +
        $"{response.Work.EmbeddingsReused:N0} reused; {response.Work.PairsScored:N0} pairs scored, {response.Work.PairsReused:N0} reused";

    private static string Explain(SignalScore? signal) => signal is null ? "–" : $"{signal.Value:0.000} × {signal.Weight:0%}";
}
