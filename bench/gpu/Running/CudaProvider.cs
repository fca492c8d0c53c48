using Microsoft.ML.OnnxRuntime;

namespace Attune.Bench.Gpu.Running;

/// <summary>Makes a session's options ask for the first NVIDIA GPU.</summary>
internal static class CudaProvider
{
    /// <exception cref="DeviceUnavailableException">There is no GPU, or the provider finds no CUDA libraries.</exception>
    public static void Append(SessionOptions options)
    {
        try
        {
            using var cuda = new OrtCUDAProviderOptions();
            cuda.UpdateOptions(new Dictionary<string, string> { ["device_id"] = "0", ["arena_extend_strategy"] = "kSameAsRequested" });
            options.AppendExecutionProvider_CUDA(cuda);
        }
        catch (OnnxRuntimeException failure)
        {
            throw new DeviceUnavailableException($"CUDA is not usable: {failure.Message}", failure);
        }
    }
}
