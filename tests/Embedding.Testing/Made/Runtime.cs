using Attune.Embedding.Devices;

namespace Attune.Embedding.Testing;

/// <summary>ONNX Runtime in the tests' own process.</summary>
internal static class Runtime
{
    public static void Start() => OnnxEnvironment.Start(2);
}
