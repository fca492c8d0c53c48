using Attune.Hosting;
using Attune.Hosting.Errors;

namespace Attune.Embedding.Bundles;

/// <summary>How far the process is with its models: the bundle once it serves, the reason why not before that.</summary>
internal sealed class ModelState : IReadinessCheck, IDisposable
{
    private volatile ServingBundle? _bundle;
    private volatile string _progress = "the model bundle is not read yet";

    public string Name => "models";

    /// <exception cref="DependencyUnavailableException">The models are still loading.</exception>
    public ServingBundle Require() => _bundle ?? throw new DependencyUnavailableException($"Not ready: {_progress}. Try again shortly.");

    public Task<string?> CheckAsync(CancellationToken cancellationToken) => Task.FromResult(_bundle is null ? _progress : null);

    public void Report(string progress) => _progress = progress;

    public void Serve(ServingBundle bundle) => _bundle = bundle;

    public void Dispose() => _bundle?.Dispose();
}
