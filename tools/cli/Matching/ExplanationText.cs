using Attune.Contracts.Matching.V1;
using Attune.Tools;
using Spectre.Console;

namespace Attune.Cli.Matching;

/// <summary>The breakdown of a pair, as text.</summary>
internal static class ExplanationText
{
    private const int MostGenres = 5, LabelWidth = 9;

    public static void Write(ExplainResponse explained)
    {
        MatchTable.Write([new PlaylistMatches { PlaylistName = explained.PlaylistName, Matches = { explained.Match } }], explain: true);
        if (explained.Match.Signals.Count == 0)
            Line("score", "none: they have no signal in common, so the track is not ranked for the playlist");
        Line("playlist", explained.QueryText);
        Line("track", explained.DocumentText);
        if (explained.IsMember) Line("member", "the track is in the playlist, whose profile rests on it");
        Line("profile", explained.Members < 2
            ? $"of {explained.Members} members: too few, so the playlist's text speaks alone"
            : $"of {explained.Members} members and the playlist's text");
        if (explained.HasTextCosine)
            Line("vectors",
                $"cosine {explained.TextCosine:0.000} with the " +
                $"text{(explained.HasMembersCosine ? $", {explained.MembersCosine:0.000} with the members' mean" : "")}");
        if (explained.Genres.Count > 0)
            Line("genres",
                string.Join("; ", explained.Genres.Take(MostGenres)
                    .Select(genre => $"{genre.Name} {genre.Playlist:0%} of the playlist, {genre.Track:0%} of the track")));
        if (explained.Audio.Count > 0)
            Line("audio",
                string.Join("; ", explained.Audio.Select(feature => $"{feature.Name} {feature.Playlist:0.00} and {feature.Track:0.00}")));
        if (explained.Emotions.Count > 0)
            Line("emotions",
                string.Join("; ", explained.Emotions.Select(emotion => $"{emotion.Bucket} {emotion.Playlist:0%} and {emotion.Track:0%}")));
        if (explained.Artists.Count > 0)
            Line("artists", string.Join("; ", explained.Artists.Select(artist => $"{artist.Name} made {artist.Members} of the members")));
        if (explained.AlbumMembers > 0) Line("album", $"{explained.AlbumMembers} of the members are on it");
        if (explained is { HasYear: true, MemberYears.Count: > 0 })
            Line("years", $"{explained.Year}; the members' are {explained.MemberYears[0]} to {explained.MemberYears[^1]}");
        if (MatchTable.Missing(explained.Degraded) is { } missing) Line("missing", missing);
    }

    private static void Line(string label, string text)
    {
        var grid = new Grid().AddColumn(new GridColumn().NoWrap().Width(LabelWidth)).AddColumn(new GridColumn());
        Terminal.Out.Write(grid.AddRow(new Text(label), new Text(text)));
    }
}
