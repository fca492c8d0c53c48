using Attune.Embedding.Devices;
using Attune.Embedding.Models;
using Attune.Embedding.Scheduling;

namespace Attune.Embedding.Bundles;

/// <summary>Gives every model a queue that forms batches as that model is best served with.</summary>
internal sealed class ModelQueues(SchedulingOptions options, ComputeDevice device, SchedulingMetrics metrics, TimeProvider time) : IAsyncDisposable
{
    private const int RowTokens = 8;

    private readonly BatchScheduler _scheduler = new(options.Resolve(device.Name), metrics, time);

    public ModelQueue Add(Model model)
    {
        var usual = options.Resolve(device.Name);
        if (model.TakesOneRow)
            return _scheduler.Add(model, usual with { BatchRows = 1 });
        int rows = device.Kind == DeviceKind.Cpu ? BatchCost.CpuRows : Math.Clamp(usual.BatchTokens / RowTokens, BatchCost.CpuRows, usual.BatchRows);
        var cost = BatchCost.Measure(model, rows, time);
        return _scheduler.Add(model, options.Resolve(device.Name, cost.Overhead), cost.SecondsPerToken);
    }

    public ValueTask DisposeAsync() => _scheduler.DisposeAsync();
}
