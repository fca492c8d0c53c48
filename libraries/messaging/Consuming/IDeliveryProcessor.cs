namespace Attune.Messaging;

/// <summary>Turns a delivery into a call of its handler; knows the types, and nothing of channels.</summary>
internal interface IDeliveryProcessor
{
    /// <summary>Never throws, except that a cancelled handler is a cancellation.</summary>
    Task<DeliveryResult> ProcessAsync(Delivery delivery, CancellationToken cancellationToken);
}
