using System.Diagnostics;
using System.Runtime.ExceptionServices;
using MassTransit;
using RabbitMQ.Client;

namespace Attune.Messaging;

/// <summary>
/// Sends through MassTransit, which waits for the broker's confirmation, and sends again whatever was under way when the channel or the
/// connection broke.
/// </summary>
internal sealed partial class ConfirmedSender(
    PublishingConnection broker, QueueTopology topology, IOptions<MessagingOptions> options, TimeProvider time,
    ILogger<ConfirmedSender> logger) : IDisposable
{
    private static readonly Backoff Backoff = new(TimeSpan.FromMilliseconds(50), TimeSpan.FromSeconds(2));

    private readonly SemaphoreSlim _slots = new(options.Value.ConcurrentPublishes);

    /// <exception cref="MessageNotAcceptedException">
    /// See <see cref="IMessagePublisher.PublishAsync{T}(Queue, T, CancellationToken, string?)"/>.
    /// </exception>
    public async Task SendAsync(Destination destination, BasicProperties properties, byte[] body, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        using var timeout = new CancellationTokenSource(options.Value.PublishTimeout, time);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        string? error = null;
        try
        {
            await RepeatAsync(destination, properties, body, limit.Token);
        }
        catch (OperationCanceledException exception) when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            error = "timeout";
            var problem = broker.Problem;
            throw new MessageNotAcceptedException(
                $"The message was not confirmed within {options.Value.PublishTimeout.TotalSeconds:0.#} s by RabbitMQ at {broker.Server} " +
                $"({problem ?? "connected"}). It may have arrived all the same.",
                exception) { IsOutage = problem is not null };
        }
        catch (Exception exception)
        {
            error = exception.GetType().Name;
            throw;
        }
        finally
        {
            Record(destination, error, time.GetElapsedTime(start));
        }
    }

    public void Dispose() => _slots.Dispose();

    private async Task RepeatAsync(Destination destination, BasicProperties properties, byte[] body, CancellationToken cancellationToken)
    {
        for (var attempt = 0; ; attempt++)
        {
            await _slots.WaitAsync(cancellationToken);
            try
            {
                var live = await broker.GetAsync(cancellationToken);
                await SendOnceAsync(live, destination, properties, body, cancellationToken);
                return;
            }
            catch (Exception exception) when (BrokerFailure.IsOne(exception) && !cancellationToken.IsCancellationRequested)
            {
                var reason = BrokerFailure.Reason(exception);
                if (BrokerFailure.IsRefusal(exception))
                    throw new MessageNotAcceptedException(
                        $"RabbitMQ refuses the message for '{destination.RoutingKey}': {reason}", exception);
                LogAgain(destination.Name, reason);
            }
            finally
            {
                _slots.Release();
            }
            await Task.Delay(Backoff.Next(attempt), time, cancellationToken);
        }
    }

    private async Task SendOnceAsync(
        LiveConnection live, Destination destination, BasicProperties properties, byte[] body, CancellationToken cancellationToken)
    {
        if (destination.Queue is { } queue) await live.DeclareAsync(queue, topology, cancellationToken);
        using var attempt = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, live.Lost);
        var message = new Outgoing(destination, properties, body, attempt);
        try
        {
            var endpoint = await live.Bus.GetSendEndpoint(destination.Address);
            await endpoint.Send(message, (IPipe<SendContext<Outgoing>>)message, attempt.Token);
        }
        catch (Exception) when (message.Failure is { } failure && !cancellationToken.IsCancellationRequested)
        {
            // A negative confirmation is no end: a queue that has no leader yet, or is about to get another one, sends it too.
            if (!BrokerFailure.IsReturn(failure)) ExceptionDispatchInfo.Throw(failure);
            // Somebody deleted the queue. Not repeated silently, because what was in it is gone too.
            live.ForgetDeclared(destination.Queue!, topology);
            throw new MessageNotAcceptedException(
                $"No queue takes the message: '{destination.RoutingKey}' was deleted. It is declared again by the next publish.", failure);
        }
    }

    private static void Record(Destination destination, string? error, TimeSpan elapsed)
    {
        var tags = MessagingTelemetry.Tags("publish", destination.Name);
        if (error is not null)
        {
            tags.Add("error.type", error);
            Activity.Current?.SetStatus(ActivityStatusCode.Error, error);
        }
        MessagingTelemetry.Sent.Add(1, tags);
        MessagingTelemetry.SendDuration.Record(elapsed.TotalSeconds, tags);
    }
}
