namespace Attune.Embedding.Devices;

/// <summary>Section <c>Inference</c>.</summary>
internal sealed class InferenceOptions
{
    /// <summary>What the models run on: <c>auto</c> (CUDA where it works, else the CPU), <c>cpu</c> or <c>cuda</c>.</summary>
    public DeviceChoice Device { get; set; } = DeviceChoice.Auto;

    /// <summary>
    /// Most GPU memory that one model may take, weights included, in MiB; a batch that needs more fails. 0: all there is.
    /// </summary>
    public int GpuMemoryMegabytes { get; set; }

    /// <summary>Threads of the one pool that all models share. 0: one a core.</summary>
    public int Threads { get; set; }
}
