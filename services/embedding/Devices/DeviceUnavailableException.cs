namespace Attune.Embedding.Devices;

/// <summary>The device cannot be used. The message says what is missing and what to do.</summary>
internal sealed class DeviceUnavailableException(string message, Exception? inner = null) : Exception(message, inner);
