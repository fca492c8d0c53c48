using System.Diagnostics;
using System.Text.Json;

namespace Attune.Messaging;

internal sealed class DeliveryProcessor<TMessage, THandler>(Queue queue, IServiceScopeFactory scopes) : IDeliveryProcessor
    where TMessage : class
    where THandler : class, IMessageHandler<TMessage>
{
    private readonly MessageContract _contract = MessageContract.Of(typeof(TMessage));

    public async Task<DeliveryResult> ProcessAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        using var activity = MessagingTelemetry.Start(
            "process", queue.Name, ActivityKind.Consumer, TraceHeaders.Extract(delivery.Properties));
        activity?.SetTag("messaging.message.id", delivery.Properties.MessageId);
        var result = Parse(delivery, out var message) ?? await HandleAsync(message!, delivery, cancellationToken);
        if (result.Outcome != DeliveryOutcome.Handled) activity?.SetStatus(ActivityStatusCode.Error, result.Reason);
        return result;
    }

    /// <returns>What is wrong with the message; <see langword="null"/> when nothing is.</returns>
    private DeliveryResult? Parse(Delivery delivery, out TMessage? message)
    {
        message = null;
        var refusal = _contract.Refuse(
            MessageHeaders.Text(delivery.Properties, MessageHeaders.Type),
            MessageHeaders.Number(delivery.Properties, MessageHeaders.Version));
        if (refusal is not null) return new(DeliveryOutcome.Dead, refusal);
        try
        {
            message = MessageJson.Read<TMessage>(delivery.Body);
            return null;
        }
        catch (Exception exception) when (exception is JsonException or NotSupportedException or ArgumentException)
        {
            // ArgumentException: a constructor of the message checks what it is given.
            return new(DeliveryOutcome.Dead, $"The body is no '{_contract.Name}': {exception.Message}", exception);
        }
    }

    private async Task<DeliveryResult> HandleAsync(TMessage message, Delivery delivery, CancellationToken cancellationToken)
    {
        var context = new MessageContext(
            queue, delivery.Properties.MessageId
                ?? "", delivery.Attempt, DateTimeOffset.FromUnixTimeSeconds(delivery.Properties.Timestamp.UnixTime));
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<THandler>().HandleAsync(message, context, cancellationToken);
            return DeliveryResult.Handled;
        }
        catch (MessageRejectedException exception)
        {
            return new(DeliveryOutcome.Dead, exception.Message, exception);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            return context.IsLastAttempt
                ? new(DeliveryOutcome.Dead,
                    $"Failed {context.Attempt} times, the last time with {exception.GetType().Name}: {exception.Message}", exception)
                : new(DeliveryOutcome.Retry, $"{exception.GetType().Name}: {exception.Message}", exception);
        }
    }
}
