namespace Attune.Embedding.Scheduling;

/// <summary>The way to one model on the device: what many calls send at the same time is batched together. Thread-safe.</summary>
internal sealed class ModelQueue
{
    private readonly BatchScheduler _scheduler;

    public ModelQueue(BatchScheduler scheduler, IBatchRunner runner, SchedulingLimits limits, double secondsPerToken)
    {
        (_scheduler, Runner, Rate) = (scheduler, runner, new DrainRate(secondsPerToken));
        Interactive = new Lane(this, CallPriority.Interactive, limits);
        Backfill = new Lane(this, CallPriority.Backfill, limits);
    }

    public string Model => Runner.Model;

    public IBatchRunner Runner { get; }

    public Lane Interactive { get; }

    public Lane Backfill { get; }

    public DrainRate Rate { get; }

    /// <summary>
    /// Refuses what <see cref="RunAsync"/> would refuse, before anybody has tokenised it: a server that tokenises what it then
    /// turns away does less the more it is asked.
    /// </summary>
    /// <param name="priority">The call's priority.</param>
    /// <param name="sequences">How many sequences the call will have.</param>
    /// <param name="deadline">When the caller gives up, in UTC.</param>
    /// <exception cref="Attune.Hosting.Errors.OverloadedException">There is no room; it says when to try again.</exception>
    public void ThrowIfOverloaded(CallPriority priority, int sequences, DateTime deadline) =>
        _scheduler.ThrowIfOverloaded(LaneOf(priority), sequences, deadline);

    /// <summary>
    /// Runs all sequences of a call. Its rows are in <see cref="ScheduledCall.Output"/> when the task completes; however the task
    /// ends, the scheduler has then let go of the caller's memory, which may take until the end of a batch.
    /// </summary>
    /// <exception cref="Attune.Hosting.Errors.OverloadedException">
    /// The queue is full, or would not get to the call in time; it says when to try again.
    /// </exception>
    /// <exception cref="Attune.Hosting.Errors.DeadlineExceededException">
    /// The deadline passed. What had not started by then never reaches the device.
    /// </exception>
    /// <exception cref="Attune.Hosting.Errors.DependencyUnavailableException">The service stops.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public async Task<CallTiming> RunAsync(ScheduledCall call, CancellationToken cancellationToken)
    {
        if (call.Output.Length < call.Sequences.Count * Runner.Width)
            throw new ArgumentException(
                $"{call.Sequences.Count} rows of {Runner.Width} numbers do not fit {call.Output.Length}.", nameof(call));
        if (call.Sequences.Count == 0)
            return default;
        return await _scheduler.Enqueue(LaneOf(call.Priority), call, cancellationToken);
    }

    private Lane LaneOf(CallPriority priority) => priority == CallPriority.Interactive ? Interactive : Backfill;
}
