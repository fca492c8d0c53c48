using Attune.Training.Data;
using Attune.Training.Models;
using Attune.Training.Reports;

namespace Attune.Training.Runs;

/// <summary>A new model, what is known about it, and the rows that it has not seen.</summary>
/// <param name="Model">The new model.</param>
/// <param name="Report">Without duration and gate.</param>
/// <param name="Data">All rows.</param>
/// <param name="TestRows">Those that were held out.</param>
/// <param name="TestTiers">Their tiers.</param>
internal sealed record TrainingOutcome(TierModel Model, RunReport Report, Dataset Data, int[] TestRows, int[] TestTiers);
