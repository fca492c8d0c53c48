using Microsoft.ML.OnnxRuntime;

namespace Attune.Embedding.Devices;

/// <summary>
/// Multiplies two small matrices: a provider can be appended where there is no device, and a session be opened where no kernel of the
/// device runs.
/// </summary>
internal static class DeviceProbe
{
    // Y = X × X, floats of shape [2, 2], operators of version 13: a graph of one node.
    private static readonly byte[] Square = Convert.FromBase64String(
        "CAg6RAoRCgFYCgFYEgFZIgZNYXRNdWwSBXByb2JlWhMKAVgSDgoMCAESCAoCCAIKAggCYhMKAVkSDgoMCAESCAoCCAIKAggCQgIQDQ==");

    /// <exception cref="DeviceUnavailableException">Nothing can be run on it.</exception>
    public static void Run(ComputeDevice device)
    {
        try
        {
            using var session = device.Open(Square);
            float[] x = [1, 2, 3, 4], y = new float[4];
            using var options = new RunOptions();
            using var input = OrtValue.CreateTensorValueFromMemory(x, [2, 2]);
            using var output = OrtValue.CreateTensorValueFromMemory(y, [2, 2]);
            session.Run(options, ["X"], [input], ["Y"], [output]);
            if (y is not [7, 10, 15, 22])
                throw new DeviceUnavailableException($"a product of two matrices came out wrong on it ({string.Join(", ", y)})");
        }
        catch (Exception e) when (e is OnnxRuntimeException or EntryPointNotFoundException or DllNotFoundException)
        {
            throw new DeviceUnavailableException(
                $"no session can be opened on it: {e.Message} (check that nvidia-smi lists the GPU, and that the CUDA and cuDNN " +
                "libraries of this ONNX Runtime are installed)", e);
        }
    }
}
