using System.Runtime.InteropServices;

namespace Attune.Matching.Models.Calls;

/// <summary>What the reranker made of a pair.</summary>
/// <param name="Score">0 to 1; null where it knows no word of one of the texts, or has no score.</param>
/// <param name="Refusal">Why it has none, however often it is asked; null where it has said what it can.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct RerankAnswer(float? Score, string? Refusal);
