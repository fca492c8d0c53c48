using System.Diagnostics;
using Attune.Bench.Harness.Processes;

namespace Attune.Chaos.Reports;

/// <summary>One restart in order.</summary>
/// <param name="StopSeconds">From SIGTERM to the end of the process.</param>
/// <param name="StartSeconds">From there until it serves.</param>
internal sealed record Downtime(string Service, double StopSeconds, double StartSeconds)
{
    public static async Task<Downtime> RestartAsync(Member member, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        await member.StopAsync(cancellationToken);
        var stopped = Stopwatch.GetElapsedTime(started).TotalSeconds;
        await member.StartAsync(cancellationToken);
        return new Downtime(member.Name, stopped, Stopwatch.GetElapsedTime(started).TotalSeconds - stopped);
    }
}
