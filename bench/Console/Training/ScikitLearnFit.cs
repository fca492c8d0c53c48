namespace Attune.Bench.Training;

/// <summary>What scikit-learn found, and how it judges that itself.</summary>
internal sealed record ScikitLearnFit(double Seconds, int Iterations, double Loss, double Accuracy, double[][] Weights, double[] Intercepts);
