using System.Globalization;

namespace Attune.Cli.Local;

/// <summary>The private folder of a checkout: what was started from it, with logs and ports.</summary>
internal sealed class PrivateFolder(string path)
{
    private const int DefaultBase = 7400, LinesOfLog = 20;

    private readonly string _ports = Path.Combine(path, "ports");

    /// <summary>The first port of the block that this checkout listens on.</summary>
    public int BasePort =>
        File.Exists(_ports) && int.TryParse(File.ReadAllText(_ports), CultureInfo.InvariantCulture, out var port) ? port : DefaultBase;

    public int PortOf(Role role) => BasePort + role.Offset;

    public OwnProcess? Find(string name) => OwnProcess.Find(Path.Combine(path, "run", $"{name}.pid"));

    public string Log(Role role) => Path.Combine(path, "log", $"{role.Name}.log");

    /// <summary>The last lines that it printed, on stderr.</summary>
    public void ShowLog(Role role)
    {
        Console.Error.WriteLine($"--- last lines of {Log(role)}");
        foreach (var line in File.Exists(Log(role)) ? File.ReadLines(Log(role)).TakeLast(LinesOfLog) : []) Console.Error.WriteLine(line);
        Console.Error.WriteLine("---");
    }
}
