using Attune.Matching.Embeddings;
using Attune.Matching.Matches;

namespace Attune.Matching.Evaluation.Scorers;

/// <summary>What the matching code reads of a whole task, in one snapshot.</summary>
/// <param name="Inputs">Candidates and playlists with all of their members.</param>
/// <param name="Missing">Vectors that the store lacks.</param>
internal sealed record MatchingInputs(MatchInputs Inputs, MissingVectors Missing);
