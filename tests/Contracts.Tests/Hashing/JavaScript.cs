using System.Diagnostics;

namespace Attune.Contracts.Tests.Hashing;

/// <summary>Runs a program with Node, whose JSON.stringify is the oracle for numbers.</summary>
internal static class JavaScript
{
    public static async Task<string> RunAsync(string program, string input)
    {
        using var node = Process.Start(new ProcessStartInfo("node", ["-e", program]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false })!;
        var output = node.StandardOutput.ReadToEndAsync();
        var errors = node.StandardError.ReadToEndAsync();
        await node.StandardInput.WriteAsync(input);
        node.StandardInput.Close();
        await node.WaitForExitAsync();
        Assert.True(node.ExitCode == 0, await errors);
        return await output;
    }
}
