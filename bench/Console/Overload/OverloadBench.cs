using Attune.Bench.Harness.Processes;
using Attune.Contracts.Embedding.V1;

namespace Attune.Bench.Overload;

/// <summary>
/// What happens when far more is asked than the device can do: peak, then several times the peak without mercy, then
/// interactive calls beside a backfill that takes all it can get.
/// </summary>
internal sealed class OverloadBench(ServiceUnderTest service, string[] texts, Action<string> progress)
{
    private const int TextsACall = 16, Saturating = 12;

    public async Task<OverloadReport> RunAsync(double factor, TimeSpan duration, CancellationToken cancellationToken)
    {
        var load = new LoadGenerator(service.Client, texts, TextsACall);
        var probe = new LoadGenerator(service.Client, texts, textsACall: 1);
        var phase = TimeSpan.FromSeconds(Math.Clamp(duration.TotalSeconds / 3, 2, 20));

        progress("warming up");
        await load.ClosedAsync(Saturating, Priority.Backfill, phase / 2, cancellationToken);

        progress("interactive calls, nothing else");
        var unloaded = await probe.ClosedAsync(1, Priority.Interactive, phase, cancellationToken);

        progress("one batch's worth, alone");
        var batch = (await load.ClosedAsync(1, Priority.Backfill, phase / 2, cancellationToken)).Milliseconds(0.5) / TextsACall;

        progress("peak");
        var before = await load.ClosedAsync(Saturating, Priority.Interactive, phase, cancellationToken);

        progress($"{factor:0.#} times the peak for {duration.TotalSeconds:0} s");
        var memoryBefore = service.Memory;
        var overload = await load.OpenAsync(factor * before.CallsPerSecond, Priority.Interactive, duration, cancellationToken);
        var memoryAfter = service.Memory;

        progress("peak again");
        var after = await load.ClosedAsync(Saturating, Priority.Interactive, phase, cancellationToken);

        progress("interactive calls beside a full backfill");
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var backfill = load.ClosedAsync(Saturating, Priority.Backfill, phase, stop.Token);
        var loaded = await probe.ClosedAsync(1, Priority.Interactive, phase, cancellationToken);
        var backfilled = await backfill;

        var peak = Math.Max(before.TokensPerSecond, after.TokensPerSecond);
        return new OverloadReport
        {
            Crashed = service.HasExited,
            PeakTokensPerSecond = peak,
            Factor = factor,
            Seconds = overload.Seconds,
            GoodputShare = overload.TokensPerSecond / peak,
            Answered = overload.Calls,
            Refused = overload.Refusals,
            RefusedWithRetryInfo = overload.RefusalsWithDetails,
            Failures = overload.Failures.Concat(backfilled.Failures).Concat(loaded.Failures).Select(x => $"{x.Value} x {x.Key}").ToArray(),
            MemoryBefore = memoryBefore,
            MemoryAfter = memoryAfter,
            UnloadedMilliseconds = new(unloaded.Milliseconds(0.5), unloaded.Milliseconds(0.99)),
            LoadedMilliseconds = new(loaded.Milliseconds(0.5), loaded.Milliseconds(0.99)),
            TextMilliseconds = batch,
            BackfillShareOfPeak = backfilled.TokensPerSecond / peak,
        };
    }
}
