using System.Diagnostics;

namespace Attune.BuiltinEvaluation.Speed;

/// <summary>Measures a <see cref="Cost"/> while nothing else is at work in this process.</summary>
internal sealed class CostWatch
{
    private readonly long _started = Stopwatch.GetTimestamp();
    private readonly TimeSpan _processor = Environment.CpuUsage.TotalTime;

    public static CostWatch Start() => new();

    public Cost Stop() =>
        new(Stopwatch.GetElapsedTime(_started).TotalMilliseconds, (Environment.CpuUsage.TotalTime - _processor).TotalMilliseconds);
}
