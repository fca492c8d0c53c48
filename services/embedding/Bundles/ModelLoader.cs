using System.Diagnostics;
using Attune.Bundles;
using Attune.Embedding.Devices;
using Attune.Embedding.Scheduling;
using Attune.Hosting;
using Microsoft.Extensions.Options;

namespace Attune.Embedding.Bundles;

/// <summary>
/// Brings the bundle into service while the server already answers health checks: manifest, private copy with verified hashes, device,
/// sessions, self-test. A bundle that fails any of them ends the process.
/// </summary>
internal sealed partial class ModelLoader(
    IOptions<ModelsOptions> options,
    IOptions<SchedulingOptions> scheduling,
    DeviceSelector devices,
    ModelOpener models,
    SchedulingMetrics metrics,
    TimeProvider time,
    ModelState state,
    IHostApplicationLifetime lifetime,
    ILogger<ModelLoader> logger) : BackgroundService
{
    private Exception? _refused;

    /// <summary>Ends the process with exit code 1 and one line that says why, where there is nothing to serve.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        if (_refused is not null)
            throw new StartupException(_refused.Message, _refused);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            var watch = Stopwatch.StartNew();
            var bundle = await LoadAsync(BundleFolder.Find(options.Value)!, stoppingToken);
            state.Serve(bundle);
            LogServing(bundle.Manifest.Name, bundle.Hash, bundle.Device.Name, watch.Elapsed.TotalMilliseconds);
        }
        catch (Exception e) when (e is BundleRefusedException or StartupException)
        {
            _refused = e;
            state.Report(e.Message);
            LogRefused(e.Message);
            lifetime.StopApplication();
        }
    }

    private async Task<ServingBundle> LoadAsync(string folder, CancellationToken cancellationToken)
    {
        // Starting the runtime and probing the device takes as long as reading the bundle, and needs nothing of it.
        var device = Task.Run(devices.Select, cancellationToken);
        state.Report($"reading the model bundle in '{folder}'");
        var bundle = await BundleReader.ReadAsync(folder, cancellationToken);

        // What is on the disk may be replaced while this process runs; it serves the copy, which is gone when everything is loaded.
        state.Report($"comparing the files of bundle '{bundle.Manifest.Name}' with their hashes");
        using var snapshot = await BundleSnapshot.TakeAsync(bundle, options.Value.SnapshotFolder, progress: null, cancellationToken);

        state.Report("looking for the device");
        var (loaded, chosen) = models.Open(snapshot.Bundle, await device, devices.MayFallBack ? devices.FallBack : null, cancellationToken);
        return new ServingBundle(bundle, loaded, chosen, new ModelQueues(scheduling.Value, chosen, metrics, time));
    }
}
