using Attune.Contracts.Matching.V1;
using Attune.Matching.Music.Configs;
using Attune.Matching.Music.Contexts;
using Attune.Matching.Music.Matches;
using Attune.Matching.Music.Scoring;

namespace Attune.Matching.Host.Faces;

/// <summary>Results as messages.</summary>
internal static class MatchMessages
{
    public static PlaylistMatches Playlist(PlaylistState playlist, MatchOutcome outcome)
    {
        var message = new PlaylistMatches { PlaylistId = playlist.Id, PlaylistName = playlist.Name };
        message.Matches.AddRange(Tracks(outcome.Answer.Ranked.GetValueOrDefault(playlist.Id, []), outcome.Config));
        return message;
    }

    public static IEnumerable<TrackMatch> Tracks(IReadOnlyList<ScoredTrack> tracks, MatchConfig config) =>
        tracks.Select((track, i) => Track(track, i + 1, config));

    public static TrackMatch Track(ScoredTrack track, int rank, MatchConfig config)
    {
        var message = new TrackMatch
        {
            TrackId = track.TrackId, Title = track.Title, Artists = { track.Artists }, Rank = rank,
            Score = track.Score, Stage1Score = track.StageOne, Signals = { Signals(config, track) },
        };
        if (track.Rerank is { } rerank) message.RerankScore = rerank;
        return message;
    }

    private static IEnumerable<SignalScore> Signals(MatchConfig config, ScoredTrack track)
    {
        var weights = Blend.WeightsUsed(config.Weights, track.Signals);
        for (var i = 0; i < weights.Length; i++)
            if (!float.IsNaN(track.Signals[i]))
                yield return new SignalScore { Name = config.Signals[i], Value = track.Signals[i], Weight = weights[i] };
    }
}
