namespace Attune.Training.Classifier;

/// <summary>A = L Lᵀ of a symmetric positive definite matrix, to solve A x = b.</summary>
internal sealed class CholeskyFactor
{
    private readonly double[] _lower;
    private readonly int _size;

    /// <param name="matrix">
    /// <paramref name="size"/> × <paramref name="size"/>, row by row. Where rounding has made it indefinite, the pivot is lifted.
    /// </param>
    /// <param name="size">At least 1.</param>
    public CholeskyFactor(ReadOnlySpan<double> matrix, int size)
    {
        (_lower, _size) = (matrix.ToArray(), size);
        for (var j = 0; j < size; j++)
        {
            for (var i = j; i < size; i++)
            {
                var sum = _lower[(i * size) + j];
                for (var k = 0; k < j; k++) sum -= _lower[(i * size) + k] * _lower[(j * size) + k];
                _lower[(i * size) + j] = i == j
                    ? Math.Sqrt(Math.Max(sum, 1e-12 * (1 + matrix[(j * size) + j])))
                    : sum / _lower[(j * size) + j];
            }
        }
    }

    public int Size => _size;

    /// <summary>Replaces b by x.</summary>
    public void Solve(Span<double> b)
    {
        for (var i = 0; i < _size; i++)
        {
            for (var k = 0; k < i; k++) b[i] -= _lower[(i * _size) + k] * b[k];
            b[i] /= _lower[(i * _size) + i];
        }
        for (var i = _size - 1; i >= 0; i--)
        {
            for (var k = i + 1; k < _size; k++) b[i] -= _lower[(k * _size) + i] * b[k];
            b[i] /= _lower[(i * _size) + i];
        }
    }
}
