namespace Attune.Cli;

/// <summary>A failure whose message is all that the user needs.</summary>
internal sealed class CliException(string message, int exitCode = ExitCode.Failed) : Exception(message)
{
    public int ExitCode { get; } = exitCode;
}
