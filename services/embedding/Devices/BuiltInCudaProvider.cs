using Microsoft.ML.OnnxRuntime;
using SessionOptions = Microsoft.ML.OnnxRuntime.SessionOptions;

namespace Attune.Embedding.Devices;

/// <summary>The provider of a runtime that was built with it, as the official GPU package is.</summary>
internal sealed class BuiltInCudaProvider(InferenceOptions inference) : CudaProvider(inference)
{
    public override void AppendTo(SessionOptions options)
    {
        using var provider = new OrtCUDAProviderOptions();
        provider.UpdateOptions(Settings);
        options.AppendExecutionProvider_CUDA(provider);
    }
}
