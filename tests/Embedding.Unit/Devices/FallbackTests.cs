using System.Diagnostics.Metrics;
using Attune.Embedding.Bundles;
using Attune.Embedding.Devices;
using Attune.Embedding.Scheduling;
using Attune.Embedding.Unit.Scheduling;
using Attune.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using SessionOptions = Microsoft.ML.OnnxRuntime.SessionOptions;

namespace Attune.Embedding.Unit.Devices;

/// <summary>A GPU that is there and does not do.</summary>
public sealed class FallbackTests : IAsyncDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly ServiceTelemetry _telemetry;
    private readonly ModelState _state;
    private readonly ModelOpener _opener;

    public FallbackTests()
    {
        _telemetry = new ServiceTelemetry(new ServiceIdentity("embedding", "0", "test"), _services.GetRequiredService<IMeterFactory>());
        _state = new ModelState(_telemetry);
        _opener = new ModelOpener(_state, NullLogger<ModelOpener>.Instance);
        Runtime.Start();
    }

    [Fact]
    public async Task Models_that_do_not_run_on_the_gpu_are_brought_to_the_cpu_and_the_metric_tells()
    {
        var bundle = await BundleReader.ReadAsync(BundleCopy.Original, CancellationToken.None);
        Exception? told = null;
        var (models, device) = _opener.Open(bundle, new BrokenGpu(), Fall, CancellationToken.None);
        Assert.Equal("cpu", device.Name);
        Assert.Contains("Model 'attune-builtin-embedder' cannot be loaded", told!.Message, StringComparison.Ordinal);

        using var recorded = new TaggedRecorder(_telemetry.Meter);
        recorded.Observe();
        Assert.Equal(0, recorded.Total("attune.embedding.device"));
        var queues = new ModelQueues(new SchedulingOptions(), device, new SchedulingMetrics(_telemetry), TimeProvider.System);
        _state.Serve(new ServingBundle(bundle, models, device, queues));
        recorded.Observe();
        Assert.Equal(1, recorded["attune.embedding.device cpu"]);

        CpuDevice Fall(Exception failure)
        {
            told = failure;
            return new CpuDevice("fallen back");
        }
    }

    [Fact]
    public async Task Without_a_fallback_models_that_do_not_run_on_the_gpu_are_refused()
    {
        var bundle = await BundleReader.ReadAsync(BundleCopy.Original, CancellationToken.None);
        Assert.Throws<BundleRefusedException>(() => _opener.Open(bundle, new BrokenGpu(), fallBack: null, CancellationToken.None));
    }

    [Fact]
    public void A_probe_finds_out_whether_a_device_computes()
    {
        DeviceProbe.Run(new CpuDevice("test"));
        var error = Assert.Throws<DeviceUnavailableException>(() => DeviceProbe.Run(new BrokenGpu()));
        Assert.StartsWith("no session can be opened on it: ", error.Message, StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        await _state.DisposeAsync();
        _telemetry.Dispose();
        await _services.DisposeAsync();
    }

    private sealed record BrokenGpu() : ComputeDevice(DeviceKind.Cuda, "test")
    {
        public override IReadOnlyList<Precision> Precisions { get; } = [Precision.Fp16, Precision.Fp32];

        protected override SessionOptions CreateOptions()
        {
            var options = OnnxEnvironment.CreateSessionOptions();
            // As a provider does whose libraries are missing.
            options.AppendExecutionProvider("XNNPACK");
            return options;
        }
    }
}
