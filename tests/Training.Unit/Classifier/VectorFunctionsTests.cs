using System.Runtime.Intrinsics;
using Attune.Training.Classifier;

namespace Attune.Training.Unit.Classifier;

public sealed class VectorFunctionsTests
{
    [Fact]
    public void The_exponential_is_that_of_the_runtime_within_two_units_in_the_last_place()
    {
        for (var x = -708.0; x <= 1; x += 0.00731)
            AssertClose(Math.Exp(x), VectorFunctions.Exp(Vector256.Create(x))[2], x);
        Assert.Equal(1, VectorFunctions.Exp(Vector256<double>.Zero)[0]);
    }

    [Fact]
    public void Far_below_zero_the_exponential_is_tiny_and_still_a_number()
    {
        foreach (var x in new[] { -709.0, -1e6, -1e300, double.NegativeInfinity })
            Assert.InRange(VectorFunctions.Exp(Vector256.Create(x))[1], 0, 1e-300);
    }

    [Fact]
    public void The_logarithm_is_that_of_the_runtime_within_two_units_in_the_last_place()
    {
        for (var x = 1.0; x < 6; x += 0.0001237)
            AssertClose(Math.Log(x), VectorFunctions.Log(Vector256.Create(x))[3], x);
        for (var x = 1e3; x < 1e300; x *= 77.7)
            AssertClose(Math.Log(x), VectorFunctions.Log(Vector256.Create(x))[0], x);
        Assert.Equal(0, VectorFunctions.Log(Vector256<double>.One)[0]);
    }

    private static void AssertClose(double expected, double actual, double at) =>
        Assert.True(Math.Abs(expected - actual) <= 2 * (Math.BitIncrement(Math.Abs(expected)) - Math.Abs(expected)), $"at {at:R}: {actual:R} instead of {expected:R}");
}
