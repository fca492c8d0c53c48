namespace Attune.Matching.Music.Shortlists;

/// <param name="Scored">Tracks that are new or not what they were, in order of ids.</param>
/// <param name="Forgotten">Tracks that are gone or not what they were, in order of ids.</param>
internal sealed record CandidateChanges(IReadOnlyList<string> Scored, IReadOnlyList<string> Forgotten);
