using Attune.Contracts.Matching.V1;

namespace Attune.Matching.Jobs.Kinds;

/// <summary>A job that has to end before another one.</summary>
/// <param name="Kind">What it computes.</param>
/// <param name="Selection">For what.</param>
/// <param name="Cause">Why, in words.</param>
internal sealed record Prerequisite(BackfillKind Kind, JobSelection Selection, string Cause);
