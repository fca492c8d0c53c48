using Microsoft.Extensions.Options;

namespace Attune.Hosting.TestHost;

/// <summary>Fails in the ways in which a service can fail to start.</summary>
internal sealed class StartupProbe(IOptions<ProbeOptions> options, IHostApplicationLifetime lifetime) : BackgroundService
{
    public override Task StartAsync(CancellationToken cancellationToken) => options.Value.Startup switch
    {
        "explained" => throw new StartupException("the file model.onnx is not the one that the bundle names. Pull the bundle again."),
        "unforeseen" => throw new InvalidDataException("an unforeseen thing"),
        _ => base.StartAsync(cancellationToken),
    };

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Value.Startup != "background") return;
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(stoppingToken);
        throw new InvalidDataException("the background died");
    }
}
