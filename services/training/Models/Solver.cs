namespace Attune.Training.Models;

internal enum Solver
{
    /// <summary>Preconditioned L-BFGS: to the minimum.</summary>
    Lbfgs,

    /// <summary>Gradient descent, 200 epochs: the baseline.</summary>
    GradientDescent,
}
