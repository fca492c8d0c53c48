using Attune.Embedding.Devices;
using Attune.Embedding.Models;
using Attune.Embedding.Scheduling;

namespace Attune.Embedding.Bundles;

/// <summary>Gives every model a queue that forms batches as that model is best served with.</summary>
internal sealed class ModelQueues(SchedulingOptions options, ComputeDevice device, SchedulingMetrics metrics, TimeProvider time) : IAsyncDisposable
{
    private readonly BatchScheduler _scheduler = new(options.Resolve(device.Name), metrics, time);

    public ModelQueue Add(Model model)
    {
        if (model.TakesOneRow)
            return _scheduler.Add(model, options.Resolve(device.Name) with { BatchRows = 1 });
        // A GPU takes large batches whatever the model.
        if (device.Kind == DeviceKind.Cuda)
            return _scheduler.Add(model);
        var cost = BatchCost.Measure(model, BatchCost.CpuRows, time);
        return _scheduler.Add(model, options.Resolve(device.Name, cost.Overhead), cost.SecondsPerToken);
    }

    public ValueTask DisposeAsync() => _scheduler.DisposeAsync();
}
