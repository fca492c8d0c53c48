using System.Diagnostics;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Attune.Messaging;

/// <summary>
/// Publishes with <c>mandatory</c> and a confirmation, one message at a time on a channel, and sends again whatever was under way
/// when a channel or the connection broke.
/// </summary>
internal sealed partial class ConfirmedSender(PublishingConnection broker, IOptions<MessagingOptions> options, TimeProvider time, ILogger<ConfirmedSender> logger) : IDisposable
{
    private static readonly Backoff s_backoff = new(TimeSpan.FromMilliseconds(50), TimeSpan.FromSeconds(2));

    private readonly SemaphoreSlim _channels = new(options.Value.PublisherChannels);

    /// <exception cref="MessageNotAcceptedException">See <see cref="IMessagePublisher.PublishAsync{T}(Queue, T, CancellationToken, string?)"/>.</exception>
    public async Task SendAsync(Destination destination, BasicProperties properties, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        using var timeout = new CancellationTokenSource(options.Value.PublishTimeout, time);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        string? error = null;
        try
        {
            await RepeatAsync(destination, new(properties, body), limit.Token);
        }
        catch (OperationCanceledException exception) when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            error = "timeout";
            throw new MessageNotAcceptedException($"The message was not confirmed within {options.Value.PublishTimeout.TotalSeconds:0.#} s by RabbitMQ at {broker.Server} ({broker.Problem ?? "connected"}). It may have arrived all the same.", exception);
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

    public void Dispose() => _channels.Dispose();

    private async Task RepeatAsync(Destination destination, Outgoing message, CancellationToken cancellationToken)
    {
        for (var attempt = 0; ; attempt++)
        {
            await _channels.WaitAsync(cancellationToken);
            try
            {
                var live = await broker.GetAsync(cancellationToken);
                await SendOnceAsync(live, destination, message, cancellationToken);
                return;
            }
            catch (Exception exception) when (BrokerFailure.IsOne(exception) && !cancellationToken.IsCancellationRequested)
            {
                var reason = BrokerFailure.Reason(exception);
                if (BrokerFailure.IsRefusal(exception))
                    throw new MessageNotAcceptedException($"RabbitMQ refuses the message for '{destination.RoutingKey}': {reason}", exception);
                LogAgain(destination.Name, reason);
            }
            finally
            {
                _channels.Release();
            }
            await Task.Delay(s_backoff.Next(attempt), time, cancellationToken);
        }
    }

    private static async Task SendOnceAsync(LiveConnection live, Destination destination, Outgoing message, CancellationToken cancellationToken)
    {
        var channel = await live.RentAsync(cancellationToken);
        var healthy = false;
        try
        {
            if (!live.IsDeclared(destination.Declares))
            {
                await destination.DeclareAsync(channel, cancellationToken);
                live.SetDeclared(destination.Declares);
            }
            // A copy, because the client writes headers of its own into what it is given.
            await channel.BasicPublishAsync(destination.Exchange, destination.RoutingKey, mandatory: true, new BasicProperties(message.Properties) { Headers = new Dictionary<string, object?>(message.Properties.Headers!) }, message.Body, cancellationToken);
            healthy = true;
        }
        catch (PublishException exception)
        {
            healthy = true;
            // A negative confirmation is no end: a queue that has no leader yet, or is about to get another one, sends it too.
            if (!exception.IsReturn) throw;
            if (destination.MayBeNobody) return;
            // Somebody deleted the queue. Not repeated silently, because what was in it is gone too.
            live.ForgetDeclared(destination.Declares);
            throw new MessageNotAcceptedException($"No queue takes the message: '{destination.RoutingKey}' was deleted. It is declared again by the next publish.", exception);
        }
        finally
        {
            // After anything unexpected the state of the channel is unknown.
            if (healthy) live.Return(channel);
            else await channel.DisposeAsync();
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

    private readonly record struct Outgoing(BasicProperties Properties, ReadOnlyMemory<byte> Body);
}
