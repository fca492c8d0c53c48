namespace Attune.Graphs.Unit.Running;

internal static class Close
{
    /// <summary>Fails unless all numbers agree within a part of the largest of them.</summary>
    public static void Assert(IReadOnlyCollection<double> expected, ReadOnlySpan<float> actual, double tolerance, string what = "")
    {
        Xunit.Assert.Equal(expected.Count, actual.Length);
        var most = Math.Max(1e-6, expected.Max(Math.Abs));
        var i = 0;
        foreach (var x in expected)
        {
            var off = Math.Abs(x - actual[i]) / most;
            Xunit.Assert.True(off <= tolerance, $"{what} number {i} is {actual[i]} and should be {x}: off by {off:E1} of the largest, {most:F3}");
            i++;
        }
    }

    public static void Assert(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual, double tolerance, string what = "") =>
        Assert([.. expected.ToArray().Select(x => (double)x)], actual, tolerance, what);
}
