using Attune.Bench.Harness.Servers;
using Attune.Bench.Harness.Telemetry;

namespace Attune.Bench.Backfills;

/// <summary>
/// Where the time of a backfill goes, summed over all batches. Batches are in hand side by side, so that only the shares mean something. Acknowledging is a frame that nobody answers
/// and has no duration of its own.
/// </summary>
internal sealed class StageTimes
{
    private readonly Dictionary<string, double> _seconds = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, double> Shares => _seconds.ToDictionary(x => x.Key, x => x.Value / _seconds.Values.Sum(), StringComparer.Ordinal);

    /// <summary>What the processes measure themselves: publishing a batch until its confirmation, and handling it.</summary>
    public static OutsideSeconds Outside(MetricCollector metrics) => new(metrics.Total("messaging.client.operation.duration"), metrics.Total("messaging.process.duration"));

    /// <summary>What the rows of the batches say, and what is left of the handling.</summary>
    public static async Task<StageTimes> OfAsync(BenchDatabase database, Guid job, OutsideSeconds outside, CancellationToken cancellationToken)
    {
        await using var command = database.Source.CreateCommand("SELECT sum(reading_seconds), sum(computing_seconds), sum(storing_seconds) FROM backfill_batches WHERE job_id = $1");
        command.Parameters.Add(new() { Value = job });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        double read = reader.GetDouble(0), compute = reader.GetDouble(1), store = reader.GetDouble(2);
        var times = new StageTimes();
        times._seconds["publish and confirm"] = outside.Publishing;
        times._seconds["read and skip"] = read;
        times._seconds["embed"] = compute;
        times._seconds["store and commit"] = store;
        times._seconds["rest of handling"] = Math.Max(0, outside.Handling - read - compute - store);
        return times;
    }

    public void Add(StageTimes other)
    {
        foreach (var (stage, seconds) in other._seconds)
            _seconds[stage] = _seconds.GetValueOrDefault(stage) + seconds;
    }
}
