using Attune.Contracts.Matching.V1;
using Attune.Matching.Configs;
using Attune.Matching.Contexts;
using Attune.Matching.Scoring;
using Grpc.Core;

namespace Attune.Matching.Matches;

/// <summary>The gRPC face of matching.</summary>
internal sealed class MatchGrpc(Matcher matcher) : MatchingService.MatchingServiceBase
{
    public override async Task<MatchResponse> Match(MatchRequest request, ServerCallContext context)
    {
        var question = MatchRules.Check(request);
        var outcome = await matcher.MatchAsync(question, context.CancellationToken);
        return new MatchResponse
        {
            ContextKey = outcome.Context.Key,
            Cache = outcome.Cache,
            BundleHash = outcome.Context.BundleHash,
            ConfigHash = outcome.Config.Hash,
            Work = outcome.Work,
            Degraded = outcome.Degraded,
            Playlists = { InCallersOrder(question, outcome.Playlists).Select(playlist => ToMessage(playlist, outcome)) },
        };
    }

    private static IEnumerable<PlaylistState> InCallersOrder(MatchQuestion question, IReadOnlyList<PlaylistState> playlists)
    {
        if (question.PlaylistIds is not { } ids) return playlists;
        var byId = playlists.ToDictionary(playlist => playlist.Id, StringComparer.Ordinal);
        return ids.Select(id => byId[id]);
    }

    private static PlaylistMatches ToMessage(PlaylistState playlist, MatchOutcome outcome)
    {
        var message = new PlaylistMatches { PlaylistId = playlist.Id, PlaylistName = playlist.Name };
        foreach (var track in outcome.Answer.Ranked.GetValueOrDefault(playlist.Id, []))
        {
            message.Matches.Add(new TrackMatch
            {
                TrackId = track.TrackId, Title = track.Title, Artists = { track.Artists }, Rank = message.Matches.Count + 1,
                Score = track.Score, Stage1Score = track.StageOne, Signals = { Signals(outcome.Config, track) },
            });
            if (track.Rerank is { } rerank) message.Matches[^1].RerankScore = rerank;
        }
        return message;
    }

    private static IEnumerable<SignalScore> Signals(MatchConfig config, ScoredTrack track)
    {
        var weights = Blend.WeightsUsed(config.Weights, track.Signals);
        for (var i = 0; i < weights.Length; i++)
            if (!float.IsNaN(track.Signals[i])) yield return new SignalScore { Name = config.Signals[i], Value = track.Signals[i], Weight = weights[i] };
    }
}
