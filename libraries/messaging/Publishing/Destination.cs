namespace Attune.Messaging;

/// <summary>Where a message goes.</summary>
/// <param name="Name">For metrics and logs, without prefix.</param>
/// <param name="Address">The exchange, as MassTransit writes it; it declares the exchange.</param>
/// <param name="RoutingKey">Name of a queue, or what queues are bound by.</param>
/// <param name="Queue">
/// What must be there, so that it is declared first and a message that finds no queue is an error; <see langword="null"/> where nobody need
/// listen.
/// </param>
internal sealed record Destination(string Name, Uri Address, string RoutingKey, Queue? Queue);
