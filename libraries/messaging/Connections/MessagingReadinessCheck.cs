using Attune.Hosting;

namespace Attune.Messaging;

/// <summary>Ready when the broker is connected and every queue of this process is being consumed.</summary>
internal sealed class MessagingReadinessCheck(BrokerConnection broker, ConsumerProblems consumers) : IReadinessCheck
{
    public string Name => "messaging";

    public Task<string?> CheckAsync(CancellationToken cancellationToken) => Task.FromResult(
        broker.Problem is { } problem ? $"RabbitMQ at {broker.Server} is not connected: {problem}" : consumers.First);
}
