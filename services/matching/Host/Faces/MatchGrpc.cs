using Attune.Contracts.Matching.V1;
using Attune.Matching.Host.Foreground;
using Attune.Matching.Music.Contexts;
using Attune.Matching.Music.Matches;
using Grpc.Core;

namespace Attune.Matching.Host.Faces;

/// <summary>The gRPC face of matching.</summary>
internal sealed class MatchGrpc(Matcher matcher, TrackFinder finder, Explainer explainer, ForegroundCalls foreground)
    : MatchingService.MatchingServiceBase
{
    public override async Task<MatchResponse> Match(MatchRequest request, ServerCallContext context)
    {
        foreground.Note();
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
            TracksWithoutSignals = outcome.Answer.Unranked.Tracks,
            PlaylistsWithoutSignals = outcome.Answer.Unranked.Playlists,
            Playlists = { InCallersOrder(question, outcome.Playlists).Select(playlist => MatchMessages.Playlist(playlist, outcome)) },
        };
    }

    public override async Task<FindTracksResponse> FindTracks(FindTracksRequest request, ServerCallContext context)
    {
        foreground.Note();
        var found = await finder.FindAsync(FindRules.Check(request), context.CancellationToken);
        return new FindTracksResponse
        {
            Matches = { MatchMessages.Tracks(found.Tracks, found.Config) },
            Work = found.Work,
            BundleHash = found.BundleHash,
            ConfigHash = found.Config.Hash,
            Degraded = found.Degraded,
            Candidates = found.Candidates,
            TracksWithoutVectors = found.Unsearchable.WithoutVectors,
            TracksWithoutKnownWords = found.Unsearchable.WithoutKnownWords,
        };
    }

    public override async Task<ExplainResponse> Explain(ExplainRequest request, ServerCallContext context)
    {
        foreground.Note();
        FindRules.Check(request);
        return ExplanationMessage.Of(
            await explainer.ExplainAsync(request.PlaylistId, request.TrackId, request.Config, context.CancellationToken));
    }

    private static IEnumerable<PlaylistState> InCallersOrder(MatchQuestion question, IReadOnlyList<PlaylistState> playlists)
    {
        if (question.PlaylistIds is not { } ids) return playlists;
        var byId = playlists.ToDictionary(playlist => playlist.Id, StringComparer.Ordinal);
        return ids.Select(id => byId[id]);
    }
}
