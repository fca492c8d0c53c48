namespace Attune.Training.Models;

/// <summary>What a model reached when it was made; shares from 0 to 1.</summary>
/// <param name="TrainAccuracy">On what it learned from.</param>
/// <param name="TestAccuracy">On the held-out rows.</param>
/// <param name="OrdinalError">Mean distance between predicted and true tier on the held-out rows, 0 to 4 tiers.</param>
/// <param name="CalibrationError">On the held-out rows; see <c>EvaluationReport</c>.</param>
/// <param name="Loss">The objective at the end.</param>
internal sealed record ModelMetrics(double TrainAccuracy, double TestAccuracy, double OrdinalError, double CalibrationError, double Loss);
