namespace Attune.Training.Classifier;

/// <summary>What a solver found.</summary>
/// <param name="Parameters">As <see cref="SoftmaxObjective"/> takes them.</param>
/// <param name="Loss">The objective there.</param>
/// <param name="GradientNorm">The largest component of its gradient.</param>
/// <param name="Iterations">Steps taken.</param>
/// <param name="Evaluations">Passes over the rows.</param>
internal sealed record FitResult(double[] Parameters, double Loss, double GradientNorm, int Iterations, int Evaluations);
