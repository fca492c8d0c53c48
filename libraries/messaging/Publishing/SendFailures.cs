using MassTransit;

namespace Attune.Messaging;

/// <summary>Tells a message that is being sent what became of it, before MassTransit sends it again.</summary>
internal sealed class SendFailures : ISendObserver
{
    public Task PreSend<T>(SendContext<T> context) where T : class => Task.CompletedTask;

    public Task PostSend<T>(SendContext<T> context) where T : class => Task.CompletedTask;

    public Task SendFault<T>(SendContext<T> context, Exception exception) where T : class
    {
        (context.Message as Outgoing)?.Fail(exception);
        return Task.CompletedTask;
    }
}
