using Attune.Bundles;
using Microsoft.ML.OnnxRuntime;
using SessionOptions = Microsoft.ML.OnnxRuntime.SessionOptions;

namespace Attune.Embedding.Devices;

/// <summary>A device that sessions can be opened on.</summary>
/// <param name="Kind">Which.</param>
/// <param name="Reason">Why this one: what was asked for and what was found.</param>
internal abstract record ComputeDevice(DeviceKind Kind, string Reason)
{
    /// <summary>As metrics and replies call it.</summary>
    public string Name => Kind == DeviceKind.Cuda ? "cuda" : "cpu";

    /// <summary>Precisions of graphs that gain from this device, most wanted first. The last is one that needs no proof.</summary>
    public abstract IReadOnlyList<Precision> Precisions { get; }

    /// <summary>Opens a graph.</summary>
    /// <param name="path">From the path, never from bytes: the runtime then maps external data instead of copying it.</param>
    /// <exception cref="OnnxRuntimeException">The graph cannot be read, or not be run on this device.</exception>
    public InferenceSession Open(string path)
    {
        using var options = CreateOptions();
        return new InferenceSession(path, options);
    }

    /// <summary>Opens a small graph that is not in a file.</summary>
    public InferenceSession Open(byte[] graph)
    {
        using var options = CreateOptions();
        return new InferenceSession(graph, options);
    }

    /// <summary>New options each time: those of a session that could not be opened are not to be trusted.</summary>
    protected abstract SessionOptions CreateOptions();
}
