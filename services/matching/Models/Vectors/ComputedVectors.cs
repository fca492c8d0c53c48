using Attune.Matching.Models.Outputs;

namespace Attune.Matching.Models.Vectors;

/// <summary>Vectors that were missing.</summary>
/// <param name="Vectors">One for each that was asked for and has one, in order.</param>
/// <param name="Refused">Those that have none.</param>
/// <param name="Computed">
/// How many texts this very call sent to the embedding service; the others were stored meanwhile, or computed by a concurrent call.
/// </param>
internal sealed record ComputedVectors(IReadOnlyList<StoredVector> Vectors, IReadOnlyList<Refusal> Refused, long Computed);
