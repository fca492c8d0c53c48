using Attune.Hosting;

namespace Attune.Messaging;

/// <summary>Ready when the broker is connected and every queue of this process is being consumed.</summary>
internal sealed class MessagingReadinessCheck(PublishingConnection publishing, ConsumingConnection consuming, ConsumerProblems consumers)
    : IReadinessCheck
{
    public string Name => "messaging";

    public Task<string?> CheckAsync(CancellationToken cancellationToken)
    {
        // A process that consumes nothing has no connection for it.
        var problem = publishing.Problem ?? (consuming.IsKept ? consuming.Problem : null);
        return Task.FromResult(problem is null ? consumers.First : $"RabbitMQ at {publishing.Server} is of no use: {problem}");
    }
}
