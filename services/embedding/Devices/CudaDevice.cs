using Attune.Bundles;
using SessionOptions = Microsoft.ML.OnnxRuntime.SessionOptions;

namespace Attune.Embedding.Devices;

/// <summary>An NVIDIA GPU, reached through <paramref name="Provider"/>.</summary>
internal sealed record CudaDevice(CudaProvider Provider, string Reason) : ComputeDevice(DeviceKind.Cuda, Reason)
{
    public override IReadOnlyList<Precision> Precisions { get; } = [Precision.Fp16, Precision.Fp32];

    protected override SessionOptions CreateOptions()
    {
        var options = OnnxEnvironment.CreateSessionOptions();
        try
        {
            Provider.AppendTo(options);
            return options;
        }
        catch
        {
            options.Dispose();
            throw;
        }
    }
}
