using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;
using Attune.Bench.Processes;

namespace Attune.Bench.Training;

/// <summary>scikit-learn in a process of its own, kept running between rounds so that starting and reading are not measured.</summary>
internal sealed class ScikitLearn : IAsyncDisposable
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);
    private static readonly string Folder = Path.Combine(Checkout.Root, "bench", "Console", "Training");

    private readonly Process _process;
    private readonly Task<string> _errors;
    private readonly string[] _files;

    private ScikitLearn(Process process, string[] files)
    {
        (_process, _files) = (process, files);
        _errors = process.StandardError.ReadToEndAsync();
    }

    /// <summary>Which versions, on how many threads.</summary>
    public string Description { get; private set; } = "";

    /// <summary>Where it is unpacked; fetched when it is not.</summary>
    /// <returns>The interpreter and its two paths; or, instead, why there is none.</returns>
    public static async Task<(string[]? Place, string? Reason)> FetchAsync(CancellationToken cancellationToken)
    {
        using var fetch = Start("bash", [Path.Combine(Folder, "fetch-scikit-learn.sh"), Path.Combine(Checkout.Root, ".dev", "scikit-learn")], null);
        var errors = fetch.StandardError.ReadToEndAsync(cancellationToken);
        var lines = (await fetch.StandardOutput.ReadToEndAsync(cancellationToken)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        await fetch.WaitForExitAsync(cancellationToken);
        return fetch.ExitCode == 0 && lines.Length == 3 ? (lines, null) : (null, (await errors).Trim());
    }

    public static async Task<ScikitLearn> StartAsync(string[] place, double[] values, int[] tiers, int features, double lambda, CancellationToken cancellationToken)
    {
        string[] files = [Path.GetTempFileName(), Path.GetTempFileName()];
        await WriteAsync(files[0], values, cancellationToken);
        await WriteAsync(files[1], tiers, cancellationToken);
        var peer = new ScikitLearn(Start(place[0], [Path.Combine(Folder, "logistic_peer.py"), .. files, $"{features}", $"{lambda:R}"], place), files);
        peer.Description = (await peer.ReadAsync(cancellationToken))["ready ".Length..];
        return peer;
    }

    public async Task<ScikitLearnFit> RunAsync(CancellationToken cancellationToken)
    {
        await _process.StandardInput.WriteLineAsync("run".AsMemory(), cancellationToken);
        await _process.StandardInput.FlushAsync(cancellationToken);
        return JsonSerializer.Deserialize<ScikitLearnFit>(await ReadAsync(cancellationToken), Options)!;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        foreach (var file in _files) File.Delete(file);
    }

    private async Task<string> ReadAsync(CancellationToken cancellationToken) =>
        await _process.StandardOutput.ReadLineAsync(cancellationToken) ?? throw new InvalidOperationException($"scikit-learn ended: {await _errors}");

    private static async Task WriteAsync<T>(string path, T[] numbers, CancellationToken cancellationToken)
        where T : unmanaged
    {
        await using var stream = File.Create(path);
        const int piece = 1 << 20;
        for (var at = 0; at < numbers.Length; at += piece)
            await stream.WriteAsync(MemoryMarshal.AsBytes(numbers.AsSpan(at, Math.Min(piece, numbers.Length - at))).ToArray(), cancellationToken);
    }

    private static Process Start(string file, IEnumerable<string> arguments, string[]? place)
    {
        var start = new ProcessStartInfo(file, arguments)
        {
            UseShellExecute = false, WorkingDirectory = Checkout.Root, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        if (place is not null) (start.Environment["PYTHONPATH"], start.Environment["LD_LIBRARY_PATH"]) = (place[1], place[2]);
        return Process.Start(start)!;
    }
}
