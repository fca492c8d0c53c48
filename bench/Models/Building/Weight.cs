using System.Text;

namespace Attune.Bench.Models.Building;

/// <summary>
/// Random numbers with the look of a trained tensor, a function of its name: evenly spread around <paramref name="Center"/> with
/// standard deviation <paramref name="Spread"/>. The same name and index give the same number everywhere.
/// </summary>
public sealed record Weight(string Name, IReadOnlyList<long> Dims, float Spread, float Center = 0)
{
    private const ulong Step = 0x9E3779B97F4A7C15;
    private readonly ulong _seed = Encoding.UTF8.GetBytes(Name).Aggregate(0xCBF29CE484222325, (hash, x) => (hash ^ x) * 0x100000001B3);

    public long Count => Dims.Aggregate(1L, (x, y) => x * y);

    /// <summary>The numbers from index <paramref name="first"/> on.</summary>
    public void Fill(long first, Span<float> values)
    {
        // An even distribution over ±√3 has a standard deviation of 1.
        var scale = Spread * MathF.Sqrt(3) / (1 << 23);
        var state = _seed + ((ulong)first * Step);
        for (var i = 0; i < values.Length; i++, state += Step)
        {
            // SplitMix64's finalizer.
            var z = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            values[i] = Center + (scale * ((int)((z ^ (z >> 31)) >> 40) - (1 << 23)));
        }
    }

    /// <summary>All of them.</summary>
    public float[] Values()
    {
        var values = new float[Count];
        Fill(0, values);
        return values;
    }
}
