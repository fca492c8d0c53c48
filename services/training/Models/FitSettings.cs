namespace Attune.Training.Models;

/// <summary>How a classifier is fitted. With the same rows, the same settings give the same bits.</summary>
internal sealed record FitSettings
{
    public Solver Solver { get; init; } = Solver.Lbfgs;

    /// <summary>Of the split, and of gradient descent's first weights.</summary>
    public long Seed { get; init; } = 42;

    /// <summary>λ of the penalty (λ / 2) ‖W‖².</summary>
    public double L2 { get; init; } = 0.001;

    /// <summary>Whether every tier counts as much as the others, however many rows it has.</summary>
    public bool Balanced { get; init; } = true;
}
