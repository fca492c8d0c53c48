using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace Attune.Bundles;

/// <summary>Names a process so that a later one of the same number is not taken for it: number and start, ended by a full stop.</summary>
internal static class ProcessStamp
{
    // The start is computed from the boot time, which is not known exactly.
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(1);

    public static string Own { get; } = Of(Process.GetCurrentProcess());

    public static bool IsComplete(string stamp) => Parse(stamp) is not null;

    /// <summary>Whether the process runs on this machine, as far as can be seen from here.</summary>
    public static bool IsAlive(string stamp)
    {
        if (Parse(stamp) is not var (id, start))
            return false;
        try
        {
            using var process = Process.GetProcessById(id);
            return (process.StartTime.ToUniversalTime() - start).Duration() < Tolerance;
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or Win32Exception)
        {
            return false;
        }
    }

    private static string Of(Process process)
    {
        using (process)
            return string.Create(CultureInfo.InvariantCulture, $"{process.Id} {process.StartTime.ToUniversalTime():O}.");
    }

    private static (int Id, DateTime Start)? Parse(string stamp) =>
        stamp.EndsWith('.') && stamp[..^1].Split(' ') is [var id, var start]
        && int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && DateTime.TryParseExact(start, "O", CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var time)
            ? (number, time)
            : null;
}
