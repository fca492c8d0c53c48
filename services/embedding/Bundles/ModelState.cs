using System.Diagnostics.Metrics;
using Attune.Hosting;
using Attune.Hosting.Errors;

namespace Attune.Embedding.Bundles;

/// <summary>How far the process is with its models: the bundle once it serves, the reason why not before that.</summary>
internal sealed class ModelState : IReadinessCheck, IAsyncDisposable
{
    private volatile ServingBundle? _bundle;
    private volatile string _progress = "the model bundle is not read yet";

    public ModelState(ServiceTelemetry telemetry) => telemetry.Meter.CreateObservableGauge(
        "attune.embedding.device", Device, "{device}", "1 for the device that the models run on; none before they are loaded.");

    public string Name => "models";

    /// <exception cref="DependencyUnavailableException">The models are still loading.</exception>
    public ServingBundle Require() => _bundle ?? throw new DependencyUnavailableException($"Not ready: {_progress}. Try again shortly.");

    public Task<string?> CheckAsync(CancellationToken cancellationToken) => Task.FromResult(_bundle is null ? _progress : null);

    public void Report(string progress) => _progress = progress;

    public void Serve(ServingBundle bundle) => _bundle = bundle;

    public ValueTask DisposeAsync() => _bundle?.DisposeAsync() ?? ValueTask.CompletedTask;

    private IEnumerable<Measurement<int>> Device() =>
        _bundle is { } bundle ? [new(1, new KeyValuePair<string, object?>("attune.device", bundle.Device.Name))] : [];
}
