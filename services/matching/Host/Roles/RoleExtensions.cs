using System.Diagnostics;
using Attune.Hosting;

namespace Attune.Matching.Host.Roles;

internal static class RoleExtensions
{
    private static readonly Dictionary<string, string> Switches =
        new(StringComparer.Ordinal) { ["--role"] = $"{RoleOptions.Section}:{nameof(RoleOptions.Role)}" };

    /// <summary>
    /// Reads the role, which decides what is registered. One that cannot be read is reported with the other settings, before anything
    /// starts.
    /// </summary>
    public static ProcessRole AddRole(this WebApplicationBuilder builder, string[] args)
    {
        builder.Configuration.AddCommandLine(args, Switches);
        builder.AddValidatedOptions<RoleOptions, RoleOptionsValidator>(RoleOptions.Section);
        var role = Enum.TryParse<ProcessRole>(builder.Configuration[Switches["--role"]], ignoreCase: true, out var given)
            ? given
            : ProcessRole.All;
        if (role == ProcessRole.Worker) StepBack();
        return role;
    }

    /// <summary>
    /// Where a worker shares a machine with what answers calls, those come first. Threads inherit it, so this comes before there are many.
    /// </summary>
    private static void StepBack()
    {
        using var process = Process.GetCurrentProcess();
        process.PriorityClass = ProcessPriorityClass.BelowNormal;
    }
}
