namespace Attune.DevTools.Integration;

/// <summary>What runs on the machine, read from /proc.</summary>
internal static class ProcessTable
{
    /// <summary>Pids of the processes whose program, arguments or working directory lie below a folder.</summary>
    public static IReadOnlyList<string> Below(string folder) =>
        [.. Directory.EnumerateDirectories("/proc")
            .Where(process => char.IsAsciiDigit(Path.GetFileName(process)[0]))
            .Where(process => Mentions(process, folder))
            .Select(process => Path.GetFileName(process) + ": " + Read(Path.Combine(process, "cmdline")).Replace('\0', ' '))];

    public static string WorkingFolder(int pid) => LinkTarget($"/proc/{pid}/cwd");

    public static string Program(int pid) => LinkTarget($"/proc/{pid}/exe");

    private static bool Mentions(string process, string folder) =>
        LinkTarget(Path.Combine(process, "cwd")).StartsWith(folder, StringComparison.Ordinal)
        || LinkTarget(Path.Combine(process, "exe")).StartsWith(folder, StringComparison.Ordinal)
        || Read(Path.Combine(process, "cmdline")).Contains(folder, StringComparison.Ordinal);

    // A process may end, or belong to somebody else, between the listing and the look.
    private static string LinkTarget(string path)
    {
        try
        {
            return new FileInfo(path).LinkTarget ?? "";
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    private static string Read(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
