using System.Security.Cryptography;
using System.Text;
using Attune.Evaluation.Statistics;

namespace Attune.Catalogues;

/// <summary>
/// Numbers that depend on a seed and a purpose alone: what is drawn for one purpose, such as one artist, does not shift what is
/// drawn for another.
/// </summary>
internal sealed class SeededRandom(long seed, string purpose)
{
    private SplitMix64 _numbers = new(BitConverter.ToUInt64(SHA256.HashData(Encoding.UTF8.GetBytes($"{seed}\0{purpose}"))));

    /// <summary>0 to less than 1.</summary>
    public double Unit() => (_numbers.Next() >> 11) * (1.0 / (1UL << 53));

    public bool Chance(double probability) => Unit() < probability;

    /// <summary>0 to less than <paramref name="count"/>.</summary>
    public int Below(int count) => _numbers.Below(count);

    public T Of<T>(IReadOnlyList<T> items) => items[Below(items.Count)];

    /// <summary>Mean 0, deviation 1. G. E. P. Box and M. E. Muller, Annals of Mathematical Statistics 29(2), 1958.</summary>
    public double Normal() => Math.Sqrt(-2 * Math.Log(1 - Unit())) * Math.Cos(Math.Tau * Unit());

    /// <summary>The front of a list is drawn more often, as words of a language are: place r with a density that falls as r^−½.</summary>
    public T Frequent<T>(IReadOnlyList<T> items)
    {
        var unit = Unit();
        return items[(int)(unit * unit * items.Count)];
    }

    /// <summary>Up to so many different ones, in the order drawn.</summary>
    public IReadOnlyList<T> Several<T>(IReadOnlyList<T> items, int count)
    {
        var left = items.ToList();
        var drawn = new List<T>();
        while (drawn.Count < count && left.Count > 0)
        {
            var place = Below(left.Count);
            drawn.Add(left[place]);
            left.RemoveAt(place);
        }
        return drawn;
    }
}
