using System.Diagnostics;

namespace Attune.Hosting;

/// <summary>Who comes first where processes share a machine.</summary>
public static class ProcessPriority
{
    /// <summary>
    /// Puts this process behind those that answer calls from what is stored: what it does is long, and they are quick. Threads inherit it, so this comes before there are many.
    /// Containers with shares of their own don't notice.
    /// </summary>
    public static void StepBack()
    {
        using var process = Process.GetCurrentProcess();
        process.PriorityClass = ProcessPriorityClass.BelowNormal;
    }
}
