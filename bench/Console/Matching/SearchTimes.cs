using Attune.Bench.Harness.Reporting;

namespace Attune.Bench.Matching;

/// <summary>How long single searches took, in milliseconds.</summary>
internal sealed record SearchTimes(int Searches, double P50, double P99)
{
    public static SearchTimes Of(Sample milliseconds) => new(milliseconds.Values.Count, milliseconds.Median, milliseconds.Percentile(0.99));
}
