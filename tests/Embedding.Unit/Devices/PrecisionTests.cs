using System.Diagnostics.Metrics;
using Attune.Bench.Models.Encoders;
using Attune.Embedding.Bundles;
using Attune.Embedding.Devices;
using Attune.Graphs;
using Attune.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using SessionOptions = Microsoft.ML.OnnxRuntime.SessionOptions;

namespace Attune.Embedding.Unit.Devices;

/// <summary>Half precision is used where a device gains from it and the golden outputs agree. The graphs run on the CPU, which can, if slowly.</summary>
public sealed class PrecisionTests : IAsyncDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly ServiceTelemetry _telemetry;
    private readonly ModelOpener _opener;
    private readonly MadeBundle _made = new(MadeShape.BertMean);

    public PrecisionTests()
    {
        _telemetry = new ServiceTelemetry(new ServiceIdentity("embedding", "0", "test"), _services.GetRequiredService<IMeterFactory>());
        _opener = new ModelOpener(new ModelState(_telemetry), NullLogger<ModelOpener>.Instance);
        Runtime.Start();
    }

    [Fact]
    public void A_half_precision_graph_that_agrees_with_the_golden_outputs_is_used()
    {
        AddHalf(EncoderShape.MiniLm.Tiny());
        Assert.Equal([Precision.Fp16, Precision.Fp32, Precision.Fp32], PrecisionsOn(new HalvingDevice()));
    }

    [Fact]
    public void A_half_precision_graph_that_disagrees_with_the_golden_outputs_is_passed_over()
    {
        AddHalf(EncoderShape.MiniLm.Tiny() with { Layers = 1 });
        Assert.Equal([Precision.Fp32, Precision.Fp32, Precision.Fp32], PrecisionsOn(new HalvingDevice()));
    }

    [Fact]
    public void A_half_precision_graph_that_cannot_be_loaded_is_passed_over()
    {
        AddHalf(EncoderShape.MiniLm.Tiny() with { Hidden = 16 });
        Assert.Equal([Precision.Fp32, Precision.Fp32, Precision.Fp32], PrecisionsOn(new HalvingDevice()));
    }

    [Fact]
    public void On_the_cpu_nobody_tries_half_precision()
    {
        AddHalf(EncoderShape.MiniLm.Tiny());
        Assert.All(PrecisionsOn(new CpuDevice("test")), x => Assert.Equal(Precision.Fp32, x));
    }

    public async ValueTask DisposeAsync()
    {
        _made.Dispose();
        _telemetry.Dispose();
        await _services.DisposeAsync();
    }

    private void AddHalf(EncoderShape shape)
    {
        EncoderGraph.Write(_made.PathOf("embed_fp16.onnx"), shape with { Precision = ElementType.Float16 });
        _made.Edit(x => x["models"]![0]!["graphs"]!["fp16"] = "embed_fp16.onnx");
    }

    private Precision[] PrecisionsOn(ComputeDevice device)
    {
        var (models, used) = _opener.Open(_made.Read(), device, fallBack: null, CancellationToken.None);
        Assert.Same(device, used);
        foreach (var model in models)
            model.Dispose();
        return [.. models.Select(x => x.Precision)];
    }

    /// <summary>The CPU, which claims to gain from half precision.</summary>
    private sealed record HalvingDevice() : ComputeDevice(DeviceKind.Cpu, "test")
    {
        public override IReadOnlyList<Precision> Precisions { get; } = [Precision.Fp16, Precision.Fp32];

        protected override SessionOptions CreateOptions() => OnnxEnvironment.CreateSessionOptions();
    }
}
