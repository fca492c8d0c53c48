using System.Diagnostics;

namespace Attune.Testing;

/// <summary>
/// Runs the scripts of tests/node, which wrap implementations made elsewhere. The first use installs the locked packages.
/// </summary>
public static class Node
{
    private static readonly Lazy<Task<string>> Folder = new(InstallAsync);

    /// <summary>Runs a script with the lines as its standard input and returns the lines of its standard output.</summary>
    public static async Task<string[]> RunAsync(string script, IEnumerable<string> arguments, IEnumerable<string> input)
    {
        var folder = await Folder.Value;
        return await ExecuteAsync("node", [Path.Combine(folder, script), .. arguments], folder, input);
    }

    /// <summary>A file of the installed packages: its path in <c>node_modules</c>.</summary>
    public static async Task<string> PackageFileAsync(string path) => Path.Combine(await Folder.Value, "node_modules", path);

    private static async Task<string> InstallAsync()
    {
        var folder = RepositoryRoot.Combine("tests", "node");
        await ExecuteAsync("sh", [RepositoryRoot.Combine("tools", "dev", "npm-ci.sh"), folder], RepositoryRoot.Path, []);
        return folder;
    }

    private static async Task<string[]> ExecuteAsync(string file, string[] arguments, string folder, IEnumerable<string> input)
    {
        using var process = Process.Start(new ProcessStartInfo(file, arguments)
        {
            UseShellExecute = false,
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        try
        {
            foreach (var line in input)
                await process.StandardInput.WriteLineAsync(line);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended early; its exit code and errors say why.
        }

        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? (await output).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            : throw new InvalidOperationException($"{file} {string.Join(' ', arguments)} ended with {process.ExitCode}: {await errors}{await output}");
    }
}
