namespace Attune.Training.Models;

/// <summary>A stored model cannot be used: it is damaged, or of another version, or made for other features.</summary>
internal sealed class ModelRefusedException(string message, Exception? inner = null) : Exception(message, inner);
