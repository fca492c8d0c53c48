using Attune.Embedding.Scheduling;

namespace Attune.Embedding.Unit.Scheduling;

/// <summary>A call with memory of its own. Its rows begin with a label, by which a <see cref="TestRunner"/> knows them.</summary>
internal sealed class Work : IDisposable
{
    private readonly int[] _labels;

    public Work(params (int Label, int Length)[] rows)
    {
        foreach (var (label, length) in rows)
        {
            for (var i = 0; i < length; i++)
                Sequences.Ids.Append(i == 0 ? label : 1);
            Sequences.End();
        }

        _labels = [.. rows.Select(x => x.Label)];
        Output = new float[rows.Length * 2];
    }

    public Sequences Sequences { get; } = new();

    public float[] Output { get; }

    public Task<CallTiming> Task { get; private set; } = null!;

    /// <summary>Rows of one length, labelled from <paramref name="label"/> on.</summary>
    public static Work Rows(int label, int count = 1, int length = 4) => new([.. Enumerable.Range(label, count).Select(x => (x, length))]);

    public Work Start(
        ModelQueue queue, CallPriority priority = CallPriority.Interactive, DateTime? deadline = null, bool waitForRoom = false, CancellationToken cancellationToken = default)
    {
        var call = new ScheduledCall { Sequences = Sequences, Output = Output, Priority = priority, Deadline = deadline ?? DateTime.MaxValue, WaitForRoom = waitForRoom };
        Task = queue.RunAsync(call, cancellationToken);
        return this;
    }

    public Work StartBackfill(ModelQueue queue) => Start(queue, CallPriority.Backfill);

    /// <summary>Waits for the end and compares every number with what the runner must have made.</summary>
    public async Task<CallTiming> FinishAsync()
    {
        var timing = await Task.WaitAsync(TimeSpan.FromMinutes(1));
        for (var i = 0; i < _labels.Length; i++)
            Assert.Equal((_labels[i], _labels[i] + Sequences.Length(i) - 1), (Output[i * 2], Output[(i * 2) + 1]));
        return timing;
    }

    public async Task<T> FailAsync<T>() where T : Exception => await Assert.ThrowsAnyAsync<T>(() => Task.WaitAsync(TimeSpan.FromMinutes(1)));

    public void Dispose() => Sequences.Dispose();
}
