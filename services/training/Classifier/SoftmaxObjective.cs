using System.Runtime.Intrinsics;

namespace Attune.Training.Classifier;

/// <summary>
/// What is minimised: J(W, b) = (1 / Σ wᵢ) Σ wᵢ (-log softmax(W xᵢ + b)[yᵢ]) + (λ / 2) ‖W‖². Intercepts are not penalised. wᵢ is the weight
/// of the row's class, x is standardised. scikit-learn's <c>LogisticRegression</c> minimises the same with C = 1 / (λ Σ wᵢ).
/// </summary>
/// <remarks>
/// Threads take chunks of rows; every chunk has sums of its own, which are added up in the order of the chunks. So the number of threads
/// changes no bit of the result. A class without rows takes no part: its gradient is 0, and where it starts it stays.
/// </remarks>
internal sealed class SoftmaxObjective
{
    private const int ChunkBlocks = 8;

    private readonly PackedRows _rows;
    private readonly double _lambda;
    private readonly ParallelOptions _parallel;
    private readonly int _chunks;
    private readonly double[] _partial;

    /// <param name="rows">At least one.</param>
    /// <param name="lambda">λ, not negative.</param>
    /// <param name="threads">At most so many at once; 0 means one a core.</param>
    public SoftmaxObjective(PackedRows rows, double lambda, int threads = 0)
    {
        (_rows, _lambda) = (rows, lambda);
        _parallel = new() { MaxDegreeOfParallelism = threads > 0 ? threads : Environment.ProcessorCount };
        _chunks = (rows.Blocks + ChunkBlocks - 1) / ChunkBlocks;
        Length = PackedRows.Classes * (rows.Features + 1);
        _partial = new double[_chunks * (Length + 1)];
    }

    /// <summary>Parameters: for each of the five classes the features' weights, then the intercept.</summary>
    public int Length { get; }

    public PackedRows Rows => _rows;

    public double Lambda => _lambda;

    public ParallelOptions Parallelism => _parallel;

    /// <summary>J there, and its gradient.</summary>
    public double Evaluate(double[] parameters, Span<double> gradient)
    {
        ForChunks((first, last, partial) => Chunk(first, last, parameters, partial.Span));
        gradient.Clear();
        var loss = 0.0;
        for (var chunk = 0; chunk < _chunks; chunk++)
        {
            var partial = _partial.AsSpan(chunk * (Length + 1), Length + 1);
            for (var i = 0; i < Length; i++) gradient[i] += partial[i];
            loss += partial[Length];
        }
        loss /= _rows.TotalWeight;
        var (stride, squares) = (_rows.Features + 1, 0.0);
        for (var c = 0; c < PackedRows.Classes; c++)
        {
            for (var f = 0; f < stride; f++)
            {
                var at = (c * stride) + f;
                gradient[at] = _rows.IsPresent[c] ? gradient[at] / _rows.TotalWeight : 0;
                if (f == _rows.Features || !_rows.IsPresent[c]) continue;
                gradient[at] += _lambda * parameters[at];
                squares += parameters[at] * parameters[at];
            }
        }
        return loss + (_lambda / 2 * squares);
    }

    /// <summary>Of the rows of a block, class by class: 5 × 128. Rows that fill it up have 0.</summary>
    public double[] Probabilities(int block, double[] parameters)
    {
        var errors = new double[PackedRows.Classes * PackedRows.BlockRows];
        var row = block * PackedRows.BlockRows;
        Vector256<double> loss = default;
        SoftmaxKernel.Errors(
            ref _rows.Values[(long)block * PackedRows.BlockRows * _rows.Features], _rows.Features, ref _rows.Labels[row],
            ref _rows.Weights[row], ref parameters[0], ref errors[0], ref loss);
        for (var i = 0; i < errors.Length; i++)
        {
            var (c, at) = (i / PackedRows.BlockRows, row + (i % PackedRows.BlockRows));
            errors[i] = _rows.Weights[at] > 0 ? (errors[i] / _rows.Weights[at]) + (_rows.Labels[at] == c ? 1 : 0) : 0;
        }
        return errors;
    }

    /// <summary>(1 / Σ wᵢ) Σ wᵢ x̃ᵢ x̃ᵢᵀ with x̃ = (x, 1), row by row.</summary>
    public double[] SecondMoments()
    {
        var stride = _rows.Features + 1;
        var sums = new double[_chunks * stride * stride];
        Parallel.For(0, _chunks, _parallel, chunk =>
        {
            var target = sums.AsSpan(chunk * stride * stride, stride * stride);
            for (var block = chunk * ChunkBlocks; block < Math.Min((chunk + 1) * ChunkBlocks, _rows.Blocks); block++)
                Moments.Add(_rows, block, _rows.Weights.AsSpan(block * PackedRows.BlockRows, PackedRows.BlockRows), target);
        });
        var total = new double[stride * stride];
        for (var i = 0; i < sums.Length; i++) total[i % total.Length] += sums[i];
        for (var i = 0; i < total.Length; i++) total[i] /= _rows.TotalWeight;
        return total;
    }

    private void ForChunks(Action<int, int, Memory<double>> work)
    {
        void Run(int chunk)
        {
            var partial = _partial.AsMemory(chunk * (Length + 1), Length + 1);
            work(chunk * ChunkBlocks, Math.Min((chunk + 1) * ChunkBlocks, _rows.Blocks), partial);
        }

        if (_parallel.MaxDegreeOfParallelism == 1 || _chunks < 2) for (var chunk = 0; chunk < _chunks; chunk++) Run(chunk);
        else Parallel.For(0, _chunks, _parallel, Run);
    }

    private void Chunk(int first, int last, double[] parameters, Span<double> partial)
    {
        partial.Clear();
        Span<double> errors = stackalloc double[PackedRows.Classes * PackedRows.BlockRows];
        Vector256<double> loss = default;
        for (var block = first; block < last; block++)
        {
            ref var x = ref _rows.Values[(long)block * PackedRows.BlockRows * _rows.Features];
            var row = block * PackedRows.BlockRows;
            SoftmaxKernel.Errors(
                ref x, _rows.Features, ref _rows.Labels[row], ref _rows.Weights[row], ref parameters[0], ref errors[0], ref loss);
            SoftmaxKernel.Gradient(ref x, _rows.Features, ref errors[0], partial);
        }
        partial[^1] = SoftmaxKernel.SumLanes(loss);
    }
}
