using Attune.Embedding.Devices;
using Attune.Embedding.Graphs;
using Attune.Embedding.Models;
using Attune.Embedding.Scheduling;

namespace Attune.Embedding.Bundles;

/// <summary>Gives every model a queue that forms batches as that model is best served with.</summary>
internal sealed class ModelQueues(SchedulingOptions options, ComputeDevice device, SchedulingMetrics metrics, TimeProvider time)
    : IAsyncDisposable
{
    private readonly BatchScheduler _scheduler = new(options.Resolve(device.Name), metrics, time);

    public ModelQueue Add(Model model)
    {
        if (!model.Shape.IsFree)
            return _scheduler.Add(model, LimitsOf(model.Shape, options.Resolve(device.Name)));
        // A GPU takes large batches whatever the model.
        if (device.Kind == DeviceKind.Cuda)
            return _scheduler.Add(model);
        var cost = BatchCost.Measure(model, BatchCost.CpuRows, time);
        return _scheduler.Add(model, options.Resolve(device.Name, cost.Overhead), cost.SecondsPerToken);
    }

    /// <summary>
    /// Whatever is in it, a batch costs what a full one does: rows of any length go together, as many as there are places.
    /// </summary>
    private static SchedulingLimits LimitsOf(GraphShape shape, SchedulingLimits limits)
    {
        limits = limits with { BatchRows = shape.Rows ?? limits.BatchRows };
        return shape.Length is not { } length ? limits : limits with
        {
            BatchRows = shape.Rows ?? Math.Clamp(limits.BatchTokens / length, 1, limits.BatchRows),
            BatchTokens = Math.Max(limits.BatchTokens, limits.BatchRows * length),
            LongTokens = int.MaxValue,
            JoinPadding = int.MaxValue,
        };
    }

    public ValueTask DisposeAsync() => _scheduler.DisposeAsync();
}
