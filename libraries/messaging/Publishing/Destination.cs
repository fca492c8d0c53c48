using RabbitMQ.Client;

namespace Attune.Messaging;

/// <summary>Where a message goes.</summary>
/// <param name="Name">For metrics and logs, without prefix.</param>
/// <param name="Exchange">Empty for the one that routes by queue name.</param>
/// <param name="RoutingKey">Name of a queue, or what queues are bound by.</param>
/// <param name="Declares">Names what <paramref name="DeclareAsync"/> declares, which is done once a connection.</param>
/// <param name="DeclareAsync">Declares what the message needs.</param>
/// <param name="MayBeNobody">Whether it is in order that no queue takes the message.</param>
internal sealed record Destination(
    string Name, string Exchange, string RoutingKey, string Declares, Func<IChannel, CancellationToken, Task> DeclareAsync, bool MayBeNobody = false);
