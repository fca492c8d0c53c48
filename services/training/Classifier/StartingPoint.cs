namespace Attune.Training.Classifier;

/// <summary>Where both solvers begin.</summary>
internal static class StartingPoint
{
    /// <summary>A class that has no row never wins: its probability is about e⁻³⁰.</summary>
    private const double Never = -30;

    /// <summary>All 0, but for the intercepts of classes without rows.</summary>
    public static double[] Parameters(SoftmaxObjective objective)
    {
        var parameters = new double[objective.Length];
        var stride = objective.Rows.Features + 1;
        for (var c = 0; c < PackedRows.Classes; c++)
            if (!objective.Rows.IsPresent[c]) parameters[((c + 1) * stride) - 1] = Never;
        return parameters;
    }
}
