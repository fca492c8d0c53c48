using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;
using SessionOptions = Microsoft.ML.OnnxRuntime.SessionOptions;

namespace Attune.Embedding.Devices;

/// <summary>ONNX Runtime's CUDA provider, which its GPU package has built in.</summary>
internal static class CudaProvider
{
    /// <summary>Comes with the driver, and is nowhere else.</summary>
    private static readonly string DriverLibrary = OperatingSystem.IsWindows() ? "nvcuda.dll" : "libcuda.so.1";

    /// <summary>
    /// Finds out at no cost whether it is worth trying: without a driver, the runtime would load hundreds of megabytes to print that
    /// something is missing. Whether a session opens is another question: see <see cref="DeviceProbe"/>.
    /// </summary>
    /// <exception cref="DeviceUnavailableException">This machine has no NVIDIA driver, or gives this process no GPU.</exception>
    public static void RequireDriver()
    {
        if (Environment.GetEnvironmentVariable("CUDA_VISIBLE_DEVICES") is "" or "-1")
            throw new DeviceUnavailableException("CUDA_VISIBLE_DEVICES gives this process no GPU");
        if (!NativeLibrary.TryLoad(DriverLibrary, out var driver))
        {
            throw new DeviceUnavailableException(
                $"there is no NVIDIA driver ({DriverLibrary} is not found; check that nvidia-smi lists a GPU, and that a container is " +
                "given it)");
        }
        NativeLibrary.Free(driver);
    }

    /// <summary>Lets a session run on the first GPU; CUDA_VISIBLE_DEVICES says which that is.</summary>
    public static void AppendTo(SessionOptions options, InferenceOptions inference)
    {
        using var provider = new OrtCUDAProviderOptions();
        provider.UpdateOptions(SettingsOf(inference));
        options.AppendExecutionProvider_CUDA(provider);
    }

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
