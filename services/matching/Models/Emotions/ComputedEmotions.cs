using Attune.Matching.Models.Outputs;

namespace Attune.Matching.Models.Emotions;

/// <summary>Emotions that were missing.</summary>
/// <param name="Emotions">One for each text that was asked for and has some, in order.</param>
/// <param name="Refused">Those that have none.</param>
/// <param name="Computed">
/// How many texts this very call sent to the embedding service; the others were stored meanwhile, or computed by a concurrent call.
/// </param>
internal sealed record ComputedEmotions(IReadOnlyList<StoredEmotions> Emotions, IReadOnlyList<Refusal> Refused, long Computed);
