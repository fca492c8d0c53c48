namespace Attune.Evaluation.Statistics;

/// <summary>
/// A generator whose numbers are the same on every machine and in every version of the runtime, which <see cref="Random"/> does not
/// promise. G. L. Steele, D. Lea and C. H. Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014.
/// </summary>
public struct SplitMix64(ulong seed)
{
    private ulong _state = seed;

    public ulong Next() => Mix(_state += 0x9E3779B97F4A7C15);

    /// <summary>0 to less than <paramref name="count"/>. The bias of multiplying instead of rejecting is below count / 2⁶⁴.</summary>
    public int Below(int count) => (int)Math.BigMul(Next(), (ulong)count, out _);

    /// <summary>A bijection that leaves no trace of its argument's structure: the finalizer of the generator.</summary>
    public static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
