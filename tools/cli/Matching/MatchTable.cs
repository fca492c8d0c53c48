using Attune.Cli.Output;
using Attune.Contracts.Matching.V1;
using Spectre.Console;

namespace Attune.Cli.Matching;

/// <summary>Best tracks a playlist, as a table; the scores are cosines.</summary>
internal static class MatchTable
{
    public static void Write(MatchResponse response)
    {
        var table = new Table { Border = TableBorder.Rounded };
        table.AddColumn("Playlist").AddColumn(new TableColumn("#").RightAligned()).AddColumn("Track").AddColumn("Artist").AddColumn(new TableColumn("Score").RightAligned());
        foreach (var playlist in response.Playlists)
        {
            var name = playlist.PlaylistName;
            foreach (var match in playlist.Matches)
            {
                table.AddRow(new Text(name), new Text($"{match.Rank}"), new Text(match.Title), new Text(string.Join(", ", match.Artists)), new Text($"{match.Score:0.000}"));
                name = "";
            }
            if (playlist.Matches.Count == 0) table.AddRow(new Text(name), new Text(""), new Text("no candidate"), new Text(""), new Text(""));
            table.AddEmptyRow();
        }
        Terminal.Out.Write(table);
    }

    public static string WorkLine(MatchResponse response) =>
        $"{(response.Cache == CacheState.Hit ? "read from the store" : "computed")}: {response.Work.EmbeddingsComputed:N0} embeddings computed, " +
        $"{response.Work.EmbeddingsReused:N0} reused; {response.Work.PairsScored:N0} pairs scored, {response.Work.PairsReused:N0} reused";
}
