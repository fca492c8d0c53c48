using System.Diagnostics;
using System.Globalization;
using Attune.Bench.Harness.Processes;

namespace Attune.Bench.Processes;

/// <summary>
/// A contender written for Node, kept running between rounds so that loading and compiling are not measured: it says "ready",
/// and answers every line "run" with the seconds that one pass over its texts took.
/// </summary>
internal sealed class NodePeer : IAsyncDisposable
{
    private readonly Process _process;
    private readonly Task<string> _errors;

    private NodePeer(Process process)
    {
        _process = process;
        _errors = process.StandardError.ReadToEndAsync();
    }

    /// <param name="script">From the root of the checkout, such as <c>bench/node/transformers.mjs</c>; its folder's packages are installed when they are not.</param>
    public static async Task<NodePeer> StartAsync(string script, IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        string path = Path.Combine(Checkout.Root, script), folder = Path.GetDirectoryName(path)!;
        await InstallAsync(folder, cancellationToken);
        var peer = new NodePeer(Start("node", [path, .. arguments], folder));
        if (await peer.ReadAsync(cancellationToken) != "ready")
            throw new InvalidOperationException($"{script} did not get ready.");
        return peer;
    }

    /// <summary>One pass over the texts, in seconds.</summary>
    public async Task<double> RunAsync(CancellationToken cancellationToken)
    {
        await _process.StandardInput.WriteLineAsync("run".AsMemory(), cancellationToken);
        await _process.StandardInput.FlushAsync(cancellationToken);
        return double.Parse(await ReadAsync(cancellationToken), CultureInfo.InvariantCulture);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private async Task<string> ReadAsync(CancellationToken cancellationToken) =>
        await _process.StandardOutput.ReadLineAsync(cancellationToken) ?? throw new InvalidOperationException($"A peer ended: {await _errors}");

    private static async Task InstallAsync(string folder, CancellationToken cancellationToken)
    {
        using var install = Start("sh", [Path.Combine(Checkout.Root, "tools", "dev", "npm-ci.sh"), folder], Checkout.Root);
        var errors = await install.StandardError.ReadToEndAsync(cancellationToken);
        await install.WaitForExitAsync(cancellationToken);
        if (install.ExitCode != 0)
            throw new InvalidOperationException($"The packages of {folder} could not be installed: {errors}");
    }

    private static Process Start(string file, IEnumerable<string> arguments, string folder) => Process.Start(new ProcessStartInfo(file, arguments)
    {
        UseShellExecute = false,
        WorkingDirectory = folder,
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;
}
