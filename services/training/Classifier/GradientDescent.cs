namespace Attune.Training.Classifier;

/// <summary>The baseline: full-batch gradient descent with a step that shrinks every epoch, from small random weights.</summary>
internal static class GradientDescent
{
    public const int Epochs = 200;

    private const double Rate = 0.1, Decay = 0.999, InitialDeviation = 0.01;

    /// <param name="objective">What to minimise.</param>
    /// <param name="seed">Of the initial weights, which are normal with deviation 0.01; intercepts begin at 0.</param>
    /// <param name="progress">Told the epoch and the loss.</param>
    /// <param name="cancellationToken">Looked at every epoch.</param>
    public static FitResult Minimize(
        SoftmaxObjective objective, long seed, Action<int, double>? progress, CancellationToken cancellationToken)
    {
        var random = new SeededRandom(seed);
        var stride = objective.Rows.Features + 1;
        var parameters = StartingPoint.Parameters(objective);
        for (var i = 0; i < parameters.Length; i++)
        {
            var value = InitialDeviation * random.NextNormal();
            if (i % stride != stride - 1 && objective.Rows.IsPresent[i / stride]) parameters[i] = value;
        }
        var gradient = new double[objective.Length];
        var rate = Rate;
        for (var epoch = 1; epoch <= Epochs; epoch++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var loss = objective.Evaluate(parameters, gradient);
            for (var i = 0; i < parameters.Length; i++) parameters[i] -= rate * gradient[i];
            rate *= Decay;
            progress?.Invoke(epoch, loss);
        }
        var final = objective.Evaluate(parameters, gradient);
        return new(parameters, final, gradient.Max(Math.Abs), Epochs, Epochs + 1);
    }
}
