namespace Attune.Training.Classifier;

/// <summary>
/// L-BFGS (Nocedal and Wright, Numerical Optimization, 2nd edition, algorithm 7.4), preconditioned: the first guess of the inverse Hessian
/// is not a multiple of the identity but that of the Hessian at W = 0 with equal probabilities, which is (1/5) Σ w x̃x̃ᵀ / Σ w + λ for
/// every class alike; and after 4, 8, 16, … steps that of the Hessian there, on a sample of the rows. So neither the scales of the features
/// nor their correlations slow it down, and the steps behind a new one are Newton's.
/// </summary>
internal sealed class Lbfgs
{
    public const int MostIterations = 500;

    /// <summary>Steps remembered.</summary>
    private const int Memory = 12;

    private readonly SoftmaxObjective _objective;
    /// <summary>The steps after which the preconditioner is made anew: this many, and whenever they have doubled.</summary>
    private const int FirstRefresh = 4;

    private CholeskyFactor _preconditioner;
    private readonly LinkedList<(double[] Step, double[] Change, double Inverse)> _history = new();
    private double _scale = 1;

    private Lbfgs(SoftmaxObjective objective)
    {
        _objective = objective;
        var stride = objective.Rows.Features + 1;
        var matrix = objective.SecondMoments();
        for (var i = 0; i < matrix.Length; i++) matrix[i] /= PackedRows.Classes;
        for (var f = 0; f < objective.Rows.Features; f++) matrix[(f * stride) + f] += objective.Lambda;
        _preconditioner = new(matrix, stride);
    }

    /// <param name="objective">What to minimise.</param>
    /// <param name="progress">Told the iteration and the loss.</param>
    /// <param name="cancellationToken">Looked at every iteration.</param>
    /// <param name="tolerance">It ends where no component of the gradient is larger.</param>
    public static FitResult Minimize(
        SoftmaxObjective objective, Action<int, double>? progress, CancellationToken cancellationToken, double tolerance = 1e-7) =>
        new Lbfgs(objective).Run(progress, tolerance, cancellationToken);

    private FitResult Run(Action<int, double>? progress, double tolerance, CancellationToken cancellationToken)
    {
        var x = StartingPoint.Parameters(_objective);
        var gradient = new double[x.Length];
        var loss = _objective.Evaluate(x, gradient);
        int iteration = 0, evaluations = 1;
        while (gradient.Max(Math.Abs) > tolerance && iteration < MostIterations)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var direction = Direction(gradient);
            var found = LineSearch.Find(_objective, x, loss, gradient, direction);
            evaluations += found.Evaluations;
            // Not even a tiny step lowers the loss any more: this is as low as rounding allows.
            if (found.Point is null) break;
            Remember(x, gradient, found.Point, found.Gradient!);
            (x, gradient, loss) = (found.Point, found.Gradient!, found.Loss);
            iteration++;
            if (iteration >= FirstRefresh && int.IsPow2(iteration)) RefreshPreconditioner(x);
            progress?.Invoke(iteration, loss);
        }
        return new(x, loss, gradient.Max(Math.Abs), iteration, evaluations);
    }

    // The two loops over the remembered steps; in their middle stands the preconditioner.
    private double[] Direction(double[] gradient)
    {
        double[] q = [.. gradient], alphas = new double[_history.Count];
        var i = _history.Count;
        for (var node = _history.Last; node is not null; node = node.Previous)
        {
            var (step, change, inverse) = node.Value;
            alphas[--i] = inverse * Dot(step, q);
            AddScaled(q, change, -alphas[i]);
        }
        Precondition(q);
        for (var j = 0; j < q.Length; j++) q[j] *= _scale;
        foreach (var (step, change, inverse) in _history)
        {
            AddScaled(q, step, alphas[i] - (inverse * Dot(change, q)));
            i++;
        }
        for (var j = 0; j < q.Length; j++) q[j] = -q[j];
        return q;
    }

    // One factor for each class alike, or one for all of them together.
    private void Precondition(double[] vector)
    {
        for (var at = 0; at < vector.Length; at += _preconditioner.Size) _preconditioner.Solve(vector.AsSpan(at, _preconditioner.Size));
    }

    // What was remembered was seen from further away, and would only blur it.
    private void RefreshPreconditioner(double[] at)
    {
        _preconditioner = new(Curvature.At(_objective, at), _objective.Length);
        _history.Clear();
        _scale = 1;
    }

    private void Remember(double[] from, double[] gradientFrom, double[] to, double[] gradientTo)
    {
        double[] step = [.. to.Zip(from, (a, b) => a - b)], change = [.. gradientTo.Zip(gradientFrom, (a, b) => a - b)];
        var curvature = Dot(step, change);
        double[] solved = [.. change];
        Precondition(solved);
        var size = Dot(change, solved);
        // Without curvature a step teaches nothing.
        if (!(curvature > 1e-16 * size) || !(size > 0)) return;
        _history.AddLast((step, change, 1 / curvature));
        if (_history.Count > Memory) _history.RemoveFirst();
        _scale = curvature / size;
    }

    private static double Dot(double[] a, double[] b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++) sum += a[i] * b[i];
        return sum;
    }

    private static void AddScaled(double[] target, double[] x, double scale)
    {
        for (var i = 0; i < target.Length; i++) target[i] += scale * x[i];
    }
}
