using Attune.Matching.Models.Calls;

namespace Attune.Matching.Models.Reranking;

/// <summary>Scores that were missing.</summary>
/// <param name="Tasks">One array a task, one answer a document, both in the order that was asked for.</param>
/// <param name="Computed">
/// How many pairs this very call had scored; the others were stored meanwhile, or scored by a concurrent call.
/// </param>
internal sealed record ComputedScores(IReadOnlyList<RerankAnswer[]> Tasks, long Computed);
