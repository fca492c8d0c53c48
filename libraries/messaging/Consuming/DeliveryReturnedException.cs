namespace Attune.Messaging;

/// <summary>Makes MassTransit give a delivery back to its queue, where the broker counts it.</summary>
internal sealed class DeliveryReturnedException(string reason) : Exception(reason);
