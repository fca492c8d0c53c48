using Attune.Bundles;
using SessionOptions = Microsoft.ML.OnnxRuntime.SessionOptions;

namespace Attune.Embedding.Devices;

/// <summary>An NVIDIA GPU.</summary>
internal sealed record CudaDevice(InferenceOptions Inference, string Reason) : ComputeDevice(DeviceKind.Cuda, Reason)
{
    public override IReadOnlyList<Precision> Precisions { get; } = [Precision.Fp16, Precision.Fp32];

    protected override SessionOptions CreateOptions()
    {
        var options = OnnxEnvironment.CreateSessionOptions();
        try
        {
            CudaProvider.AppendTo(options, Inference);
            return options;
        }
        catch
        {
            options.Dispose();
            throw;
        }
    }
}
