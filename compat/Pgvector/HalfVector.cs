namespace Pgvector;

/// <summary>A value of pgvector's type <c>halfvec</c>: half-precision numbers, at most 16,000 of them.</summary>
public class HalfVector(ReadOnlyMemory<Half> v) : IEquatable<HalfVector>
{
    public HalfVector(string s) : this(DenseText.Parse<Half>(s))
    {
    }

    public ReadOnlyMemory<Half> Memory { get; } = v;

    public Half[] ToArray() => Memory.ToArray();

    public override string ToString() => DenseText.Format(Memory.Span);

    public bool Equals(HalfVector? other) => other is not null && Memory.Span.SequenceEqual(other.Memory.Span);

    public override bool Equals(object? obj) => obj is HalfVector other && Equals(other);

    public override int GetHashCode() => DenseText.GetHashCode(Memory.Span);

    public static bool operator ==(HalfVector? x, HalfVector? y) => x is null ? y is null : x.Equals(y);

    public static bool operator !=(HalfVector? x, HalfVector? y) => !(x == y);
}
