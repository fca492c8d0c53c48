namespace Attune.Storage;

/// <summary>A schema cannot be brought to, or is not at, the version that this binary expects. The message says what to do.</summary>
public sealed class MigrationException : Exception
{
    public MigrationException(string message) : base(message)
    {
    }

    public MigrationException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
