using System.Globalization;

namespace Attune.Cli.Local;

/// <summary>A process that was started from this checkout and still runs.</summary>
/// <param name="Fingerprint">What it was started with: of a server its version.</param>
internal sealed record OwnProcess(int Pid, string Fingerprint)
{
    // Of /proc/PID/stat, counted behind the command's name.
    private const int State = 0, Started = 19;

    /// <summary>The version of a service, from beside its program; "-" where nothing is said there.</summary>
    public string ServiceVersion()
    {
        var program = new FileInfo($"/proc/{Pid}/exe").LinkTarget ?? "";
        var file = $"{program}.deps.json";
        if (!File.Exists(file)) return "-";
        var begin = $"\"{Path.GetFileName(program)}/";
        var line = File.ReadLines(file).Select(line => line.Trim())
            .FirstOrDefault(line => line.StartsWith(begin, StringComparison.Ordinal));
        return line?[begin.Length..].Split('"')[0] ?? "-";
    }

    /// <param name="record">The file that its start left: pid, start time, fingerprint. A pid alone may have been recycled.</param>
    public static OwnProcess? Find(string record)
    {
        var fields = ReadOrNothing(record).Split(' ', 3, StringSplitOptions.TrimEntries);
        if (fields is not [var pid, var started, var fingerprint]) return null;
        var stat = ReadOrNothing($"/proc/{pid}/stat");
        var now = stat[(stat.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var lives = now.Length > Started && now[State] is not ("Z" or "X") && now[Started] == started;
        return lives ? new(int.Parse(pid, CultureInfo.InvariantCulture), fingerprint) : null;
    }

    private static string ReadOrNothing(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return ""; // it ended, or never began
        }
    }
}
