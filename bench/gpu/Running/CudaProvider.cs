using Microsoft.ML.OnnxRuntime;

namespace Attune.Bench.Gpu.Running;

/// <summary>Makes a session's options ask for the first NVIDIA GPU.</summary>
internal static class CudaProvider
{
    private const string Name = "CUDAExecutionProvider";

    /// <summary>A file libonnxruntime_providers_cuda.so of the runtime's version, for runtimes without a built-in provider.</summary>
    private const string LibraryVariable = "ATTUNE_CUDA_PROVIDER";

    private static bool s_registered;

    /// <exception cref="DeviceUnavailableException">There is no GPU, or no provider for it, or the provider finds no CUDA libraries.</exception>
    public static void Append(SessionOptions options)
    {
        try
        {
            if (OrtEnv.Instance().GetAvailableProviders().Contains(Name))
                AppendBuiltIn(options);
            else
                AppendPlugin(options);
        }
        catch (OnnxRuntimeException failure)
        {
            throw new DeviceUnavailableException($"CUDA is not usable: {failure.Message}", failure);
        }
        catch (EntryPointNotFoundException failure)
        {
            throw new DeviceUnavailableException("CUDA is not usable: this build of ONNX Runtime has no CUDA provider.", failure);
        }
    }

    /// <summary>The official GPU package.</summary>
    private static void AppendBuiltIn(SessionOptions options)
    {
        using var cuda = new OrtCUDAProviderOptions();
        cuda.UpdateOptions(new Dictionary<string, string> { ["device_id"] = "0", ["arena_extend_strategy"] = "kSameAsRequested" });
        options.AppendExecutionProvider_CUDA(cuda);
    }

    /// <summary>A runtime built for CPUs, and the provider as a library of its own.</summary>
    private static void AppendPlugin(SessionOptions options)
    {
        var env = OrtEnv.Instance();
        if (!s_registered)
        {
            string? library = Environment.GetEnvironmentVariable(LibraryVariable);
            if (!File.Exists(library))
                throw new DeviceUnavailableException($"CUDA is not usable: this build of ONNX Runtime has no CUDA provider, and {LibraryVariable} names none ('{library}').");
            env.RegisterExecutionProviderLibrary(Name, Path.GetFullPath(library));
            s_registered = true;
        }

        OrtEpDevice[] devices = [.. env.GetEpDevices().Where(x => x.EpName == Name).Take(1)];
        if (devices.Length == 0)
            throw new DeviceUnavailableException("CUDA is not usable: the provider found no NVIDIA GPU.");
        options.AppendExecutionProvider(env, devices, new Dictionary<string, string>());
    }
}
