namespace Attune.Embedding.Devices;

/// <summary>What <c>Inference:Device</c> asks for.</summary>
internal enum DeviceChoice
{
    /// <summary>CUDA where it works, else the CPU; which one, and why, is said.</summary>
    Auto,

    Cpu,

    /// <summary>CUDA, or no start.</summary>
    Cuda,
}
