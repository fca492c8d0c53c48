using Spectre.Console;

namespace Attune.Tools;

/// <summary>
/// Where words and pictures go: results to stdout, progress and complaints to stderr. Frames, bars and colours are for terminals; in a file
/// or a pipe there are plain lines, a row each, which are never wrapped. With <c>NO_COLOR</c> a terminal gets no colours either
/// (https://no-color.org).
/// </summary>
internal static class Terminal
{
    // A file or a pipe has no width.
    private const int Endless = 10_000;

    public static IAnsiConsole Out { get; } = Create(Console.Out, Console.IsOutputRedirected);

    public static IAnsiConsole Error { get; } = Create(Console.Error, Console.IsErrorRedirected);

    public static bool DrawsBars => !Console.IsErrorRedirected;

    /// <summary>A table on stdout: framed on a terminal, else as columns.</summary>
    public static void Write(Table table)
    {
        if (Console.IsOutputRedirected) Console.Out.Write(Columns(table));
        else Out.Write(table.RoundedBorder());
    }

    /// <summary>A table as lines: its title, its headings, its rows.</summary>
    internal static string Columns(Table table)
    {
        using var text = new StringWriter();
        if (table.Title is { } title) text.WriteLine(Markup.Remove(title.Text));
        table.Title = null;
        foreach (var column in table.Columns) column.Padding(0, 0, 2, 0);
        Create(text, redirected: true).Write(table.NoBorder());
        return string.Concat(
            text.ToString().Split('\n').Select(line => line.TrimEnd()).Where(line => line.Length > 0).Select(line => $"{line}\n"));
    }

    private static IAnsiConsole Create(TextWriter writer, bool redirected)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = redirected ? AnsiSupport.No : AnsiSupport.Detect,
            ColorSystem = redirected || Environment.GetEnvironmentVariable("NO_COLOR") is { Length: > 0 }
                ? ColorSystemSupport.NoColors
                : ColorSystemSupport.Detect,
            Interactive = redirected ? InteractionSupport.No : InteractionSupport.Detect,
        });
        if (redirected) console.Profile.Width = Endless;
        return console;
    }
}
