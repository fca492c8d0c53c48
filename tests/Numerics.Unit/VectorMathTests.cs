using FsCheck;
using FsCheck.Fluent;

namespace Attune.Numerics.Unit;

public sealed class VectorMathTests
{
    private static readonly Gen<float> Component = Gen.Choose(-10_000, 10_000).Select(x => x / 1_000f);

    private static readonly Arbitrary<(float[] A, float[] B, float Scale)> Pairs =
        (from length in Gen.Choose(0, 300)
         from a in Component.ArrayOf(length)
         from b in Component.ArrayOf(length)
         from scale in Component
         select (a, b, scale)).ToArbitrary();

    [Fact]
    public void The_inner_product_equals_the_sum_in_double_precision() =>
        Prop.ForAll(Pairs, p => Close(Naive(p.A, p.B), VectorMath.Dot(p.A, p.B), Magnitude(p.A, p.B))).QuickCheckThrowOnFailure();

    [Fact]
    public void Adding_a_scaled_vector_equals_the_loop() =>
        Prop.ForAll(Pairs, p =>
        {
            float[] target = [.. p.A];
            VectorMath.AddScaled(target, p.B, p.Scale);
            return p.A.Zip(p.B, target).All(x => Close(x.First + ((double)x.Second * p.Scale), x.Third, 100));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_normalised_vector_has_length_one_and_keeps_its_direction() =>
        Prop.ForAll(Pairs, p =>
        {
            float[] unit = [.. p.A];
            VectorMath.Normalize(unit);
            var norm = Math.Sqrt(Naive(p.A, p.A));
            return norm == 0 ? unit.All(x => x == 0) : p.A.Zip(unit).All(x => Close(x.First / norm, x.Second, 1));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_cosine_of_unit_vectors_never_leaves_its_range() =>
        Prop.ForAll(Pairs, p =>
        {
            float[] a = [.. p.A], b = [.. p.B];
            VectorMath.Normalize(a);
            VectorMath.Normalize(b);
            return VectorMath.CosineOfUnit(a, a) is >= -1f and <= 1f && Close(Naive(a, b), VectorMath.CosineOfUnit(a, b), 1);
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(1e30f)]
    [InlineData(1e-30f)]
    public void Very_large_and_very_small_vectors_normalise_without_overflow(float scale)
    {
        float[] vector = [3 * scale, -4 * scale];
        VectorMath.Normalize(vector);
        Assert.Equal(0.6f, vector[0], 1e-6f);
        Assert.Equal(-0.8f, vector[1], 1e-6f);
    }

    [Fact]
    public void Different_lengths_are_refused_with_both_numbers()
    {
        var error = Assert.Throws<ArgumentException>(() => VectorMath.Dot(new float[3], new float[4]));
        Assert.Contains("3 and 4", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => VectorMath.AddScaled(new float[3], new float[4], 1));
    }

    private static double Naive(float[] a, float[] b) => a.Zip(b).Sum(x => (double)x.First * x.Second);

    private static double Magnitude(float[] a, float[] b) => 1 + a.Zip(b).Sum(x => Math.Abs((double)x.First * x.Second));

    private static bool Close(double expected, float actual, double magnitude) => Math.Abs(expected - actual) <= 1e-6 * magnitude;
}
