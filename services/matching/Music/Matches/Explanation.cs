using Attune.Matching.Models.Bundles;
using Attune.Matching.Music.Configs;
using Attune.Matching.Music.Contexts;
using Attune.Matching.Music.Inputs;

namespace Attune.Matching.Music.Matches;

/// <summary>A pair with everything that its score is made from.</summary>
/// <param name="Subject">The playlist.</param>
/// <param name="Track">What stage 1 read of the track.</param>
/// <param name="Document">What stage 2 read of it.</param>
/// <param name="Score">Null when the pair has none of the signals that are weighed.</param>
/// <param name="Config">How it was scored.</param>
/// <param name="Bundle">Whose numbers.</param>
/// <param name="Tally">What was missing.</param>
internal sealed record Explanation(
    Subject Subject, TrackInput Track, TrackDocument Document, ScoredTrack? Score, MatchConfig Config, ServingBundle Bundle,
    MatchTally Tally);
