using Attune.Testing;

namespace Attune.EndToEnd;

/// <summary>The command line as a user runs it.</summary>
internal static class Cli
{
    /// <returns>Its exit code and everything it printed.</returns>
    public static async Task<(int Code, string Output)> RunAsync(AttuneSystem system, params string[] arguments)
    {
        await using var process = Start(system, arguments);
        var code = await process.WaitForExitAsync();
        return (code, process.Log);
    }

    public static ServiceProcess Start(AttuneSystem system, params string[] arguments) => ServiceProcess.Start(
        ServiceProcess.Executable("cli", "tools"), new Dictionary<string, string?>(StringComparer.Ordinal) { ["ATTUNE_GATEWAY"] = system.Gateway }, arguments);
}
