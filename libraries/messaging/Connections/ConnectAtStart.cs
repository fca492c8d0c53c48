namespace Attune.Messaging;

/// <summary>Connects when the host starts, not at the first message, so that readiness means something.</summary>
internal sealed class ConnectAtStart(PublishingConnection broker) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        broker.EnsureKept();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
