namespace Attune.Embedding.Devices;

/// <summary>What sessions run on.</summary>
internal enum DeviceKind
{
    Cpu,
    Cuda,
}
