using Attune.Matching.Music.Inputs;
using Attune.Matching.Music.Matches;
using Attune.Matching.Music.Profiles;

namespace Attune.Matching.Music.Evaluation.Scorers;

/// <summary>What the matching code reads of a whole task, in one snapshot.</summary>
/// <param name="Run">Where it was read, and whose numbers it is.</param>
/// <param name="Playlists">By id.</param>
/// <param name="Tracks">Candidates and members, by id.</param>
/// <param name="Documents">The candidates' texts, by id.</param>
internal sealed record MatchingInputs(
    QuestionRun Run, IReadOnlyDictionary<string, MemberList> Playlists, IReadOnlyDictionary<string, TrackInput> Tracks,
    IReadOnlyDictionary<string, TrackDocument> Documents);
