using Attune.Bundles;
using SessionOptions = Microsoft.ML.OnnxRuntime.SessionOptions;

namespace Attune.Embedding.Devices;

/// <summary>The processor: all sessions share one pool of threads.</summary>
internal sealed record CpuDevice(string Reason) : ComputeDevice(DeviceKind.Cpu, Reason)
{
    /// <summary>Half precision takes two and a half times as long on a CPU.</summary>
    public override IReadOnlyList<Precision> Precisions { get; } = [Precision.Fp32];

    protected override SessionOptions CreateOptions() => OnnxEnvironment.CreateSessionOptions();
}
