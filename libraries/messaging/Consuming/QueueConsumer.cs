using System.Diagnostics;

namespace Attune.Messaging;

/// <summary>Consumes one queue for as long as the process runs, over any number of channels, connections and lives of the queue.</summary>
internal sealed partial class QueueConsumer(
    Queue queue, ConsumerOptions options, IDeliveryProcessor processor, ConsumingConnection broker, QueueTopology topology,
    DeadLetters deadLetters, ConsumerProblems problems, TimeProvider time, ILogger<QueueConsumer> logger) : BackgroundService
{
    // Attempts that may have been bad luck.
    private const int Unsuspicious = 3;

    private static readonly TimeSpan s_longestTurn = TimeSpan.FromMilliseconds(100);
    private static readonly Backoff s_reopen = new(TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(2));

    private readonly Backoff _retry = new(options.RetryDelay, options.MaxRetryDelay);
    private readonly CancellationTokenSource _abort = new();
    // Shared by all sessions: handlers of a lost channel still run and still count.
    private readonly SemaphoreSlim _slots = new(options.Concurrency);
    private readonly SemaphoreSlim _suspects = new(1);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        // The host's patience is over: handlers are told to give up.
        if (ExecuteTask is { IsCompleted: false }) await _abort.CancelAsync();
    }

    public override void Dispose()
    {
        base.Dispose();
        _abort.Dispose();
        _slots.Dispose();
        _suspects.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        for (var attempt = 0; !stoppingToken.IsCancellationRequested; attempt++)
        {
            try
            {
                var live = await broker.GetAsync(stoppingToken);
                await using var session = new ConsumerSession(await live.OpenChannelAsync(stoppingToken), HandleAsync);
                var reason = await ConsumeAsync(session, stoppingToken);
                problems.Set(queue, reason);
                if (live.IsOpen) LogEnded(queue.Name, reason);
                attempt = 0;
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception) when (BrokerFailure.IsOne(exception))
            {
                Fail(exception);
            }
            await Task.Delay(s_reopen.Next(attempt), time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Until the channel or the consumer is gone, or the process stops and everything begun is finished.</summary>
    private async Task<string> ConsumeAsync(ConsumerSession session, CancellationToken stoppingToken)
    {
        await topology.DeclareAsync(session.Channel!, queue, stoppingToken);
        await session.StartAsync(topology.NameOf(queue), (ushort)options.Prefetch, stoppingToken);
        problems.Clear(queue);
        LogConsuming(queue.Name, options.Prefetch, options.Concurrency);
        try
        {
            return await session.Ended.WaitAsync(stoppingToken);
        }
        catch (OperationCanceledException)
        {
            await session.DrainAsync(_abort.Token);
            LogStopped(queue.Name);
            throw;
        }
    }

    private async Task HandleAsync(ConsumerSession session, Delivery delivery)
    {
        try
        {
            var result = delivery.Attempt > Unsuspicious ? await TakeTurnsAsync(session, delivery) : await TakeSlotAsync(session, delivery);
            if (result is not null) await SettleAsync(session, delivery, result);
        }
        catch (OperationCanceledException) when (_abort.IsCancellationRequested)
        {
            LogAbandoned(queue.Name, delivery.Attempt);
        }
        catch (Exception exception) when (BrokerFailure.IsOne(exception))
        {
            // The broker has the message still, and delivers it again.
            var reason = BrokerFailure.Reason(exception);
            LogNotSettled(queue.Name, reason);
        }
        catch (Exception exception)
        {
            LogBroken(exception, queue.Name);
        }
    }

    /// <summary>
    /// A message that kills whoever handles it takes along what else is in that process's hands, and the broker counts that as an attempt of those, too. So what was
    /// taken often is handled one at a time, in no order: before the guilty one has had its last turn, the others have long had theirs.
    /// </summary>
    private async Task<DeliveryResult?> TakeTurnsAsync(ConsumerSession session, Delivery delivery)
    {
        await WaitAsync(session, s_longestTurn * Random.Shared.NextDouble());
        await _suspects.WaitAsync(_abort.Token);
        try
        {
            return await TakeSlotAsync(session, delivery);
        }
        finally
        {
            _suspects.Release();
        }
    }

    private async Task<DeliveryResult?> TakeSlotAsync(ConsumerSession session, Delivery delivery)
    {
        await _slots.WaitAsync(_abort.Token);
        try
        {
            // What waited here while the process began to stop is for another one.
            return session.IsClosing ? null : await ProcessAsync(delivery);
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

    private async Task SettleAsync(ConsumerSession session, Delivery delivery, DeliveryResult result)
    {
        switch (result.Outcome)
        {
            case DeliveryOutcome.Handled:
                await session.AckAsync(delivery, _abort.Token);
                break;
            case DeliveryOutcome.Dead:
                LogDead(result.Error, queue.Name, delivery.Properties.MessageId, result.Reason);
                await BuryAsync(session, delivery, result.Reason);
                break;
            default:
                LogRetry(result.Error, queue.Name, delivery.Properties.MessageId, delivery.Attempt, result.Reason);
                await WaitAsync(session, _retry.Next(delivery.Attempt - 1));
                await session.RequeueAsync(delivery, _abort.Token);
                break;
        }
    }

    private async Task BuryAsync(ConsumerSession session, Delivery delivery, string reason)
    {
        try
        {
            await deadLetters.SendAsync(queue, delivery, reason, _abort.Token);
        }
        catch (MessageNotAcceptedException exception)
        {
            LogNotBuried(exception, queue.Name);
            await WaitAsync(session, _retry.Next(delivery.Attempt - 1));
            await session.RequeueAsync(delivery, _abort.Token);
            return;
        }
        await session.AckAsync(delivery, _abort.Token);
    }

    /// <summary>Holds a prefetch slot but none of concurrency; cut short when the process stops or the channel is gone.</summary>
    private async Task WaitAsync(ConsumerSession session, TimeSpan delay) =>
        await Task.WhenAny(Task.Delay(delay, time, _abort.Token), session.Ended, session.Closing);

    private void Fail(Exception exception)
    {
        var reason = BrokerFailure.Reason(exception);
        problems.Set(queue, reason);
        if (BrokerFailure.IsRefusal(exception)) LogRefused(queue.Name, reason);
        else LogFailed(queue.Name, reason);
    }
}
