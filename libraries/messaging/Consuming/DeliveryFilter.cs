using MassTransit;
using MassTransit.Transports;

namespace Attune.Messaging;

/// <summary>
/// Where a delivery leaves MassTransit's pipe, before anything of it is taken for one of MassTransit's own messages. Returning acknowledges
/// it; an exception gives it back to the queue.
/// </summary>
internal sealed class DeliveryFilter(DeliveryHandler handler, CancellationToken gone) : IFilter<ReceiveContext>
{
    /// <summary>The channel of a delivery in hand was lost.</summary>
    public Action? Gone { get; set; }

    public async Task Send(ReceiveContext context, IPipe<ReceiveContext> next)
    {
        await using var registration = context.CancellationToken.Register(() => Gone?.Invoke());
        try
        {
            await handler.HandleAsync(Delivery.Of(context), gone);
        }
        catch (OperationCanceledException)
        {
            // Left alone until the channel is closed. Given back now, it might come again at once, and again, and use up its attempts.
            ((BaseReceiveContext)context).Cancel();
            throw;
        }
    }

    public void Probe(ProbeContext context)
    {
    }
}
