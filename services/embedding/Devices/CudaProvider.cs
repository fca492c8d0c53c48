using System.Globalization;
using Microsoft.ML.OnnxRuntime;
using SessionOptions = Microsoft.ML.OnnxRuntime.SessionOptions;

namespace Attune.Embedding.Devices;

/// <summary>ONNX Runtime's CUDA provider, which is either built into the runtime or a library of its own beside it.</summary>
internal abstract class CudaProvider(InferenceOptions inference)
{
    /// <summary>What the runtime calls the provider.</summary>
    protected const string Name = "CUDAExecutionProvider";

    protected Dictionary<string, string> Settings { get; } = SettingsOf(inference);

    /// <summary>Lets a session run on the GPU.</summary>
    public abstract void AppendTo(SessionOptions options);

    /// <summary>Finds the provider. Whether a session opens on it is another question: see <see cref="DeviceProbe"/>.</summary>
    /// <exception cref="DeviceUnavailableException">There is none, or no GPU.</exception>
    public static CudaProvider Find(InferenceOptions inference) => OrtEnv.Instance().GetAvailableProviders().Contains(Name, StringComparer.Ordinal)
        ? new BuiltInCudaProvider(inference)
        : CudaProviderLibrary.Load(inference);

    private static Dictionary<string, string> SettingsOf(InferenceOptions inference)
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["device_id"] = "0",
            // Doubling the arena would pass the limit long before the memory is needed.
            ["arena_extend_strategy"] = "kSameAsRequested",
            // TF32 keeps 10 bits of a factor: golden outputs in full precision would not agree.
            ["use_tf32"] = "0",
        };
        if (inference.GpuMemoryMegabytes > 0)
            settings["gpu_mem_limit"] = (inference.GpuMemoryMegabytes * 1024L * 1024L).ToString(CultureInfo.InvariantCulture);
        return settings;
    }
}
