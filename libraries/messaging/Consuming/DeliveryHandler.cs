namespace Attune.Messaging;

/// <summary>
/// What happens to each delivery of a queue. Shared by all channels that consume it: handlers of a lost one still run and still count.
/// </summary>
internal sealed partial class DeliveryHandler(
    Queue queue, ConsumerOptions options, IDeliveryProcessor processor, DeadLetters deadLetters, TimeProvider time,
    ILogger<QueueConsumer> logger) : IDisposable
{
    // Attempts that may have been bad luck.
    private const int Unsuspicious = 3;

    private static readonly TimeSpan LongestTurn = TimeSpan.FromMilliseconds(100);

    private readonly Backoff _retry = new(options.RetryDelay, options.MaxRetryDelay);
    private readonly CancellationTokenSource _abort = new();
    private readonly SemaphoreSlim _slots = new(options.Concurrency);
    private readonly SemaphoreSlim _suspects = new(1);

    /// <summary>Cancelled when running handlers are no longer waited for.</summary>
    public CancellationToken Abort => _abort.Token;

    public Task AbortAsync() => _abort.CancelAsync();

    public void Dispose()
    {
        _abort.Dispose();
        _slots.Dispose();
        _suspects.Dispose();
    }

    /// <summary>
    /// Returns when the delivery is to be acknowledged; throws when it is to go back to the queue, and a cancellation when it is to be left
    /// alone.
    /// </summary>
    /// <param name="delivery">What came.</param>
    /// <param name="gone">Cancelled when nobody waits any longer: the process begins to stop, or the channel is lost.</param>
    public async Task HandleAsync(Delivery delivery, CancellationToken gone)
    {
        using var leave = CancellationTokenSource.CreateLinkedTokenSource(gone, _abort.Token);
        try
        {
            var result = delivery.Attempt > Unsuspicious
                ? await TakeTurnsAsync(delivery, leave.Token)
                : await TakeSlotAsync(delivery, leave.Token);
            await SettleAsync(delivery, result, leave.Token);
        }
        catch (OperationCanceledException) when (_abort.IsCancellationRequested)
        {
            LogAbandoned(queue.Name, delivery.Attempt);
            throw;
        }
    }

    /// <summary>
    /// A message that kills whoever handles it takes along what else is in that process's hands, and the broker counts that as an attempt
    /// of those, too. So what was taken often is handled one at a time, in no order: before the guilty one has had its last turn, the
    /// others have long had theirs.
    /// </summary>
    private async Task<DeliveryResult> TakeTurnsAsync(Delivery delivery, CancellationToken leave)
    {
        await Task.Delay(LongestTurn * Random.Shared.NextDouble(), time, leave);
        await _suspects.WaitAsync(leave);
        try
        {
            return await TakeSlotAsync(delivery, leave);
        }
        finally
        {
            _suspects.Release();
        }
    }

    private async Task<DeliveryResult> TakeSlotAsync(Delivery delivery, CancellationToken leave)
    {
        await _slots.WaitAsync(leave);
        try
        {
            // What waited here while the process began to stop is for another one.
            leave.ThrowIfCancellationRequested();
            return await ProcessAsync(delivery);
        }
        finally
        {
            _slots.Release();
        }
    }

    private async Task<DeliveryResult> ProcessAsync(Delivery delivery)
    {
        var start = time.GetTimestamp();
        var result = await processor.ProcessAsync(delivery, _abort.Token);
        var tags = MessagingTelemetry.Tags("process", queue.Name);
        tags.Add("attune.messaging.outcome", result.Outcome.ToString().ToLowerInvariant());
        if (result.Error is { } error) tags.Add("error.type", error.GetType().Name);
        MessagingTelemetry.Consumed.Add(1, tags);
        MessagingTelemetry.ProcessDuration.Record(time.GetElapsedTime(start).TotalSeconds, tags);
        return result;
    }

    private async Task SettleAsync(Delivery delivery, DeliveryResult result, CancellationToken leave)
    {
        if (result.Outcome == DeliveryOutcome.Handled) return;
        if (result.Outcome == DeliveryOutcome.Dead && await DeadLetterAsync(delivery, result)) return;
        if (result.Outcome == DeliveryOutcome.Retry)
            LogRetry(result.Error, queue.Name, delivery.Properties.MessageId, delivery.Attempt, result.Reason);
        // Holds a place of prefetch but none of concurrency. The broker must count the attempts, for they go on counting when processes
        // die; so it is told of each.
        await Task.Delay(_retry.Next(delivery.Attempt - 1), time, leave);
        throw new DeliveryReturnedException(result.Reason);
    }

    private async Task<bool> DeadLetterAsync(Delivery delivery, DeliveryResult result)
    {
        LogDead(result.Error, queue.Name, delivery.Properties.MessageId, result.Reason);
        try
        {
            await deadLetters.SendAsync(queue, delivery, result.Reason, _abort.Token);
            return true;
        }
        catch (MessageNotAcceptedException exception)
        {
            LogNotBuried(exception, queue.Name);
            return false;
        }
    }
}
