using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Attune.Cli.Demo;

/// <summary>The machine, versions and commit that a measurement belongs to.</summary>
internal sealed record Surroundings(
    string Processor, int Cores, double MemoryGib, string OperatingSystem, string Runtime, string Commit, bool UncommittedChanges)
{
    public static Surroundings Here() => new(
        ProcessorName(),
        Environment.ProcessorCount,
        Math.Round(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (double)(1L << 30), 1),
        RuntimeInformation.OSDescription,
        RuntimeInformation.FrameworkDescription,
        Git("rev-parse", "HEAD") ?? "unknown",
        Git("status", "--porcelain") is { Length: > 0 });

    private static string ProcessorName()
    {
        const string File = "/proc/cpuinfo";
        if (!System.IO.File.Exists(File)) return RuntimeInformation.ProcessArchitecture.ToString();
        var line = System.IO.File.ReadLines(File).FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal));
        return line?.Split(':', 2)[1].Trim() ?? RuntimeInformation.ProcessArchitecture.ToString();
    }

    // Null outside a checkout or without git: a report is still a report.
    private static string? Git(params string[] arguments)
    {
        try
        {
            using var git = Process.Start(
                new ProcessStartInfo("git", arguments) { RedirectStandardOutput = true, RedirectStandardError = true,
                    UseShellExecute = false, WorkingDirectory = AppContext.BaseDirectory });
            if (git is null) return null;
            var output = git.StandardOutput.ReadToEnd();
            git.WaitForExit();
            return git.ExitCode == 0 ? output.Trim() : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
