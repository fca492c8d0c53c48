using System.Diagnostics.Metrics;
using Attune.Embedding.Scheduling;
using Attune.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Attune.Embedding.Unit.Scheduling;

/// <summary>A scheduler for one test. At the end it must have let go of everything.</summary>
public abstract class SchedulerTest : IAsyncLifetime
{
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly ServiceTelemetry _telemetry;
    private readonly List<BatchScheduler> _schedulers = [];

    protected SchedulerTest() =>
        _telemetry = new ServiceTelemetry(new ServiceIdentity("embedding", "0", "test"), _services.GetRequiredService<IMeterFactory>());

    /// <summary>Every row of 4 tokens fits, none waits, nothing is taken for long.</summary>
    internal static SchedulingLimits Plain { get; } = SchedulingDefaults.For("cpu") with { LongTokens = int.MaxValue, JoinPadding = 16, BatchTokens = 512, LongestWait = TimeSpan.FromHours(1) };

    /// <summary>Each row is a batch of its own, so that the order in which rows run is the order of batches.</summary>
    internal static SchedulingLimits OneByOne { get; } = Plain with { BatchRows = 1 };

    internal Meter Meter => _telemetry.Meter;

    internal BatchScheduler Create(SchedulingLimits limits, TimeProvider? time = null)
    {
        var scheduler = new BatchScheduler(limits, new SchedulingMetrics(_telemetry), time ?? TimeProvider.System);
        _schedulers.Add(scheduler);
        return scheduler;
    }

    /// <summary>Keeps the device busy: one row that runs until it is released.</summary>
    internal static async Task<Work> OccupyAsync(ModelQueue queue, TestRunner runner, int label = 1)
    {
        var work = Work.Rows(label).Start(queue);
        await runner.StartedAsync();
        return work;
    }

    internal static async Task UntilAsync(Func<bool> condition)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (!condition())
            await Task.Delay(1, patience.Token);
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (var scheduler in _schedulers)
        {
            await scheduler.DisposeAsync();
            Assert.Equal(0, scheduler.RentedRows);
        }

        _telemetry.Dispose();
        await _services.DisposeAsync();
    }
}
