using Attune.Hosting.Health;

namespace Attune.Hosting.Server;

/// <summary>
/// The order of a graceful stop: health says NOT_SERVING at once, calls are accepted for the drain delay, then endless
/// streams are asked to end and running calls get the shutdown timeout.
/// </summary>
internal sealed partial class ServerDrain(
    HealthState health, ServerLifetime lifetime, IOptions<ServerOptions> options, IOptions<HostOptions> host, TimeProvider time,
    ILogger<ServerDrain> logger) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken)
    {
        // The host reads its own options before ours are validated, but looks at this one only when it stops.
        host.Value.ShutdownTimeout = options.Value.DrainDelay + options.Value.ShutdownTimeout;
        return Task.CompletedTask;
    }

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        health.StartDraining();
        LogDraining(options.Value.DrainDelay, options.Value.ShutdownTimeout);
        if (options.Value.DrainDelay > TimeSpan.Zero)
        {
            try
            {
                await Task.Delay(options.Value.DrainDelay, time, cancellationToken);
            }
            catch (OperationCanceledException)
            {
                // The host stops waiting for us; what is left is to stop.
            }
        }
        await lifetime.CloseAsync();
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
