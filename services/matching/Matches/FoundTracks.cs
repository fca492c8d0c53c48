using Attune.Contracts.Matching.V1;
using Attune.Matching.Configs;
using Attune.Matching.Contexts;
using Attune.Matching.Retrieval;

namespace Attune.Matching.Matches;

/// <summary>What was found for a quest.</summary>
internal sealed record FoundTracks(
    IReadOnlyList<ScoredTrack> Tracks, MatchConfig Config, string BundleHash, int Candidates, Unsearchable Unsearchable,
    MatchWork Work, Degradation? Degraded);
