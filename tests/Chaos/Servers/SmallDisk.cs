using System.Diagnostics;
using Attune.Bench.Harness.Servers;

namespace Attune.Chaos.Servers;

/// <summary>A disk of a few megabytes, in memory, that a private PostgreSQL has a tablespace on; it can be filled up and emptied.</summary>
internal sealed class SmallDisk : IAsyncDisposable
{
    public const string Tablespace = "small_disk";

    private const int Chunk = 1 << 16;

    private readonly string _folder;

    private SmallDisk(string folder) => _folder = folder;

    private string Ballast => Path.Combine(_folder, "ballast");

    /// <returns>Null where this user may not mount anything.</returns>
    public static async Task<SmallDisk?> CreateAsync(PrivateServers servers, int megabytes, CancellationToken cancellationToken)
    {
        var disk = new SmallDisk(Directory.CreateDirectory(Path.Combine(servers.Folder, "disk")).FullName);
        if (!await RunAsync("mount", ["-t", "tmpfs", "-o", $"size={megabytes}m", "attune-chaos", disk._folder], cancellationToken))
            return null;
        var data = Directory.CreateDirectory(Path.Combine(disk._folder, "data")).FullName;
        // PostgreSQL may run as somebody else.
        await RunAsync("chown", [$"--reference={Path.Combine(servers.Folder, "postgres", "data")}", data], cancellationToken);
        await BenchDatabase.ExecuteOnServerAsync(servers.Postgres, $"CREATE TABLESPACE {Tablespace} LOCATION '{data}'", cancellationToken);
        return disk;
    }

    /// <summary>Until nothing more goes onto it.</summary>
    public async Task FillAsync(CancellationToken cancellationToken)
    {
        var nothing = new byte[Chunk];
        try
        {
            await using var file = new FileStream(Ballast, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
            while (true)
                await file.WriteAsync(nothing, cancellationToken);
        }
        catch (IOException)
        {
            // Full.
        }
    }

    public void Empty() => File.Delete(Ballast);

    public async ValueTask DisposeAsync() => await RunAsync("umount", ["--lazy", _folder], CancellationToken.None);

    private static async Task<bool> RunAsync(string program, string[] arguments, CancellationToken cancellationToken)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardError = true })!;
        await process.StandardError.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode == 0;
    }
}
