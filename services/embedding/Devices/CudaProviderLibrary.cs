using Microsoft.ML.OnnxRuntime;
using SessionOptions = Microsoft.ML.OnnxRuntime.SessionOptions;

namespace Attune.Embedding.Devices;

/// <summary>The provider as a library that a runtime without CUDA loads.</summary>
internal sealed class CudaProviderLibrary : CudaProvider
{
    public const string FileName = "libonnxruntime_providers_cuda.so";

    private readonly OrtEpDevice _gpu;

    private CudaProviderLibrary(InferenceOptions inference, OrtEpDevice gpu)
        : base(inference) => _gpu = gpu;

    /// <exception cref="DeviceUnavailableException">There is no library, it does not load, or it finds no GPU.</exception>
    public static CudaProviderLibrary Load(InferenceOptions inference)
    {
        if (FindLibrary(inference) is not { } path)
        {
            throw new DeviceUnavailableException(
                $"this ONNX Runtime is built without CUDA, and its CUDA provider {FileName} is not beside the service (install the package that has it, or set Inference__CudaProvider to its path)");
        }

        Register(path);
        // The first one; CUDA_VISIBLE_DEVICES says which that is.
        var gpu = OrtEnv.Instance().GetEpDevices().FirstOrDefault(x => x.EpName == Name && x.HardwareDevice.Type == OrtHardwareDeviceType.GPU)
            ?? throw new DeviceUnavailableException("the CUDA provider finds no GPU (check that nvidia-smi lists one and that it is given to this process)");
        return new CudaProviderLibrary(inference, gpu);
    }

    public override void AppendTo(SessionOptions options) => options.AppendExecutionProvider(OrtEnv.Instance(), [_gpu], Settings);

    private static void Register(string path)
    {
        try
        {
            OrtEnv.Instance().RegisterExecutionProviderLibrary(Name, path);
        }
        catch (Exception e) when (e is OnnxRuntimeException or EntryPointNotFoundException)
        {
            throw new DeviceUnavailableException($"the CUDA provider '{path}' does not load: {e.Message} (it needs the CUDA libraries of its own version, and cuDNN where it asks for it)", e);
        }
    }

    private static string? FindLibrary(InferenceOptions inference)
    {
        string[] candidates = inference.CudaProvider is { Length: > 0 } path
            ? [Path.GetFullPath(path)]
            : [Path.Combine(AppContext.BaseDirectory, "runtimes", "linux-x64", "native", FileName), Path.Combine(AppContext.BaseDirectory, FileName)];
        return candidates.FirstOrDefault(File.Exists);
    }
}
