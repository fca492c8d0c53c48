namespace Attune.Storage;

/// <summary>A schema cannot be brought to, or is not at, the version that this binary expects. The message says what to do.</summary>
internal sealed class MigrationException(string message, Exception? innerException = null) : Exception(message, innerException);
