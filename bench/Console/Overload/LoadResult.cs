using Attune.Bench.Harness.Reporting;
using Grpc.Core;

namespace Attune.Bench.Overload;

/// <summary>What became of the calls of one load. Thread-safe.</summary>
internal sealed class LoadResult
{
    private readonly Lock _gate = new();
    private readonly Sample _milliseconds = new();
    private long _tokens;
    private bool _closed;

    public double Seconds { get; set; }

    public long Calls { get; private set; }

    public long Refusals { get; private set; }

    /// <summary>Refusals that said when to try again.</summary>
    public long RefusalsWithDetails { get; private set; }

    public Dictionary<string, int> Failures { get; } = new(StringComparer.Ordinal);

    public double TokensPerSecond => _tokens / Seconds;

    public double CallsPerSecond => Calls / Seconds;

    public double Milliseconds(double share) => Calls == 0 ? double.NaN : _milliseconds.Percentile(share);

    /// <summary>Answers from now on are not counted.</summary>
    public void Close()
    {
        lock (_gate)
            _closed = true;
    }

    public void Answered(TimeSpan time, long tokens)
    {
        lock (_gate)
        {
            if (_closed)
                return;
            Calls++;
            _tokens += tokens;
            _milliseconds.Add(time.TotalMilliseconds);
        }
    }

    public void Refused(bool details)
    {
        lock (_gate)
        {
            Refusals++;
            RefusalsWithDetails += details ? 1 : 0;
        }
    }

    public void Failed(Status status)
    {
        lock (_gate)
            Failures[$"{status.StatusCode}: {status.Detail}"] = Failures.GetValueOrDefault($"{status.StatusCode}: {status.Detail}") + 1;
    }
}
