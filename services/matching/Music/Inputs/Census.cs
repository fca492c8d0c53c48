using Attune.Matching.Models.Outputs;

namespace Attune.Matching.Music.Inputs;

/// <summary>How much of what a question reads is stored.</summary>
/// <param name="Tracks">Candidates, and members of the playlists.</param>
/// <param name="WithoutVectors">Of these, how many texts the embedder has not read; 0 where vectors are not asked for.</param>
/// <param name="WithoutEmotions">The same of the emotion model.</param>
/// <param name="Playlists">Those that are asked about.</param>
/// <param name="PlaylistsWithoutVectors">Of these, how many texts the embedder has not read.</param>
/// <param name="Refused">Outputs that are missing because a model does not make them. They do not count above.</param>
/// <param name="WithoutSignals">Candidates for which everything is stored that is asked for, and all of it says nothing.</param>
internal sealed record Census(
    long Tracks, long WithoutVectors, long WithoutEmotions, long Playlists, long PlaylistsWithoutVectors, IReadOnlyList<Refusal> Refused,
    long WithoutSignals);
