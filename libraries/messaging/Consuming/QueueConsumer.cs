using MassTransit;

namespace Attune.Messaging;

/// <summary>
/// Has one queue consumed for as long as the process runs, over any number of channels, connections and lives of the queue.
/// </summary>
internal sealed partial class QueueConsumer(
    Queue queue, ConsumerOptions options, DeliveryHandler handler, ConsumingConnection broker, QueueTopology topology,
    ConsumerProblems problems, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<QueueConsumer> logger) : BackgroundService
{
    private static readonly Backoff Reopen = new(TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(2));

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        // The host's patience is over: handlers are told to give up.
        if (ExecuteTask is { IsCompleted: false }) await handler.AbortAsync();
    }

    public override void Dispose()
    {
        base.Dispose();
        handler.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        for (var attempt = 0; !stoppingToken.IsCancellationRequested; attempt++)
        {
            try
            {
                var live = await broker.GetAsync(stoppingToken);
                var reason = await ConsumeAsync(live, stoppingToken);
                problems.Set(queue, reason);
                await Task.Delay(Reopen.Next(0), time, stoppingToken);
                if (!live.Lost.IsCancellationRequested) LogEnded(queue.Name, reason);
                attempt = 0;
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception) when (BrokerFailure.IsOne(exception))
            {
                Fail(exception);
                await Task.Delay(Reopen.Next(attempt), time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <summary>Until the channel or the consumer is gone, or the process stops and everything begun is finished.</summary>
    private async Task<string> ConsumeAsync(LiveConnection live, CancellationToken stoppingToken)
    {
        // As soon as the process begins to stop, whatever else is stopped before this: a handler that ends right after must not let the
        // next one begin.
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(lifetime.ApplicationStopping, stoppingToken);
        var filter = new DeliveryFilter(handler, gone.Token);
        await using var session = new EndpointSession(live.Bus, topology.NameOf(queue), endpoint =>
        {
            topology.Configure(endpoint, queue);
            endpoint.PrefetchCount = options.Prefetch;
            // Whoever waits for a slot, or for the next attempt, sits in one of these places; one more is for the news that the queue is
            // gone.
            endpoint.ConcurrentMessageLimit = options.Prefetch + 1;
            endpoint.ConfigureReceive(receive => receive.UseFilter(filter));
        });
        filter.Gone = session.Interrupt;
        try
        {
            await session.ReadyAsync(stoppingToken);
            problems.Clear(queue);
            LogConsuming(queue.Name, options.Prefetch, options.Concurrency);
            var reason = await session.Ended.WaitAsync(stoppingToken);
            await gone.CancelAsync();
            return reason;
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            await gone.CancelAsync();
            // An endpoint that is still starting cannot be stopped in order.
            if (!session.IsReady) throw;
            await session.DrainAsync(handler.Abort);
            LogStopped(queue.Name);
            throw;
        }
        catch
        {
            // A message that it has got all the same is not for this process.
            await gone.CancelAsync();
            throw;
        }
    }

    private void Fail(Exception exception)
    {
        var reason = BrokerFailure.Reason(exception);
        problems.Set(queue, reason);
        if (BrokerFailure.IsRefusal(exception)) LogRefused(queue.Name, reason);
        else LogFailed(queue.Name, reason);
    }
}
