using Spectre.Console;

namespace Attune.Cli.Output;

/// <summary>Where words and pictures go: results to stdout, progress and complaints to stderr. Bars are drawn on a terminal only.</summary>
internal static class Terminal
{
    public static IAnsiConsole Out { get; } = Create(Console.Out, Console.IsOutputRedirected);

    public static IAnsiConsole Error { get; } = Create(Console.Error, Console.IsErrorRedirected);

    public static bool DrawsBars => !Console.IsErrorRedirected;

    private static IAnsiConsole Create(TextWriter writer, bool redirected)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(writer), Interactive = redirected ? InteractionSupport.No : InteractionSupport.Detect });
        // A file or a pipe has no width; do not wrap at a guess.
        if (redirected) console.Profile.Width = 120;
        return console;
    }
}
