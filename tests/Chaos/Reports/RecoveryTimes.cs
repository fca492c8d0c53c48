using Attune.Bench.Harness.Reporting;

namespace Attune.Chaos.Reports;

/// <summary>How long it took, over all disturbances of one kind, in seconds.</summary>
internal sealed record RecoveryTimes(string Target, int Count, double MedianBack, double MaxBack, double MedianRecovery, double MaxRecovery)
{
    public static RecoveryTimes Of(string target, IReadOnlyCollection<Disturbance> disturbances)
    {
        Sample back = new(), recovery = new();
        foreach (var x in disturbances)
        {
            back.Add(x.BackSeconds);
            recovery.Add(x.RecoverySeconds);
        }

        return new(target, disturbances.Count, back.Median, back.Values.Max(), recovery.Median, recovery.Values.Max());
    }
}
