using Attune.Matching.Music.Scoring.Signals;
using Attune.Numerics;

namespace Attune.Bench.Matching;

/// <summary>
/// Unit vectors that lie as embeddings of texts do: in clusters of unequal density, in far fewer directions than they have numbers. A mixture of 256
/// Gaussians in 64 latent dimensions (centres with variance 1/i in dimension i, members around them with a quarter of that), turned into
/// the space by a random matrix, with isotropic noise of a tenth of the length; then scaled to length 1.
/// </summary>
internal sealed class EmbeddingLike
{
    private const int Clusters = 256, Latent = 64;
    private const float Spread = 0.5f, Noise = 0.1f;

    private readonly int _dims;
    private readonly float[][] _centres, _directions;

    public EmbeddingLike(int seed, int dims)
    {
        var random = new Random(seed);
        _dims = dims;
        _centres = [.. Enumerable.Range(0, Clusters).Select(_ => Factors(random))];
        _directions = [.. Enumerable.Range(0, Latent).Select(_ => Enumerable.Range(0, dims).Select(_ => Gaussian(random) / MathF.Sqrt(dims)).ToArray())];
    }

    public VectorTable Table(int seed, int count)
    {
        var table = new VectorTable(count, _dims);
        // One generator a vector, so that any number of threads makes the same.
        Parallel.For(0, count, i => Fill(new Random(HashCode(seed, i)), table.Rows(i, 1)));
        return table;
    }

    private void Fill(Random random, Span<float> vector)
    {
        float[] centre = _centres[random.Next(Clusters)], member = Factors(random);
        vector.Clear();
        float length = 0;
        for (var k = 0; k < Latent; k++)
        {
            var factor = centre[k] + (Spread * member[k]);
            VectorMath.AddScaled(vector, _directions[k], factor);
            length += factor * factor;
        }

        var noise = Noise * MathF.Sqrt(length / _dims);
        for (var k = 0; k < vector.Length; k++)
            vector[k] += noise * Gaussian(random);
        VectorMath.Normalize(vector);
    }

    private static float[] Factors(Random random) => [.. Enumerable.Range(1, Latent).Select(i => Gaussian(random) / MathF.Sqrt(i))];

    /// <summary>Box and Muller's transformation.</summary>
    private static float Gaussian(Random random) =>
        MathF.Sqrt(-2 * MathF.Log(1 - random.NextSingle())) * MathF.Cos(2 * MathF.PI * random.NextSingle());

    /// <summary>The same in every run, which that of the framework is not.</summary>
    private static int HashCode(int seed, int i) => unchecked((seed * 1_000_003) ^ (i * 16_777_619));
}
