namespace Attune.Bench.Gpu.Running;

/// <summary>The device cannot be used; the message says why.</summary>
internal sealed class DeviceUnavailableException(string message, Exception? inner = null) : Exception(message, inner);
