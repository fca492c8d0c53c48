namespace Attune.Cli;

/// <summary>What a shell is told.</summary>
internal static class ExitCode
{
    /// <summary>Everything asked for is done.</summary>
    public const int Done = 0;

    /// <summary>The work failed, or part of it was refused.</summary>
    public const int Failed = 1;

    /// <summary>The arguments cannot be used.</summary>
    public const int Unusable = 2;

    /// <summary>Stopped by Ctrl-C.</summary>
    public const int Interrupted = 130;
}
