using Attune.Contracts.Matching.V1;
using Attune.Matching.Music.Configs;
using Attune.Matching.Music.Contexts;
using Attune.Matching.Music.Retrieval;

namespace Attune.Matching.Music.Matches;

/// <summary>What was found for a query.</summary>
internal sealed record FoundTracks(
    IReadOnlyList<ScoredTrack> Tracks, MatchConfig Config, string BundleHash, int Candidates, Unsearchable Unsearchable,
    MatchWork Work, Degradation? Degraded);
