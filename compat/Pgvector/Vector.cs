namespace Pgvector;

/// <summary>A value of pgvector's type <c>vector</c>: single-precision numbers, at most 16,000 of them.</summary>
public class Vector(ReadOnlyMemory<float> v) : IEquatable<Vector>
{
    public Vector(string s) : this(DenseText.Parse<float>(s))
    {
    }

    public ReadOnlyMemory<float> Memory { get; } = v;

    public float[] ToArray() => Memory.ToArray();

    public override string ToString() => DenseText.Format(Memory.Span);

    public bool Equals(Vector? other) => other is not null && Memory.Span.SequenceEqual(other.Memory.Span);

    public override bool Equals(object? obj) => obj is Vector other && Equals(other);

    public override int GetHashCode() => DenseText.GetHashCode(Memory.Span);

    public static bool operator ==(Vector? x, Vector? y) => x is null ? y is null : x.Equals(y);

    public static bool operator !=(Vector? x, Vector? y) => !(x == y);
}
