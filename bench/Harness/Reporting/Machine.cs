namespace Attune.Bench.Harness.Reporting;

/// <summary>What the figures were measured on.</summary>
internal sealed record Machine(string Processor, int Cores, string System, string Runtime)
{
    public static Machine Here { get; } = new(ProcessorName(), Environment.ProcessorCount, Environment.OSVersion.VersionString, $".NET {Environment.Version}");

    private static string ProcessorName()
    {
        const string info = "/proc/cpuinfo", key = "model name";
        var line = File.Exists(info) ? File.ReadLines(info).FirstOrDefault(x => x.StartsWith(key, StringComparison.Ordinal)) : null;
        return line?[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim() ?? "unknown";
    }
}
