using System.Text.Json;
using Attune.Testing;

namespace Attune.DevTools.Integration;

/// <summary>
/// A throwaway checkout below a folder with spaces and more: the real command, its real parts and the real client, stubs for the SDK and the
/// services, and the server programs that this repository has fetched already (hard links, so nothing is downloaded).
/// </summary>
internal sealed class Checkout : IAsyncDisposable
{
    private static readonly string[] Services = ["Embedding", "Matching", "Training", "Gateway"];
    private readonly string _place;

    private Checkout(string place)
    {
        _place = place;
        Folder = Path.Combine(place, "check out");
    }

    public string Folder { get; private set; }

    /// <summary>Variables of every command; null removes one.</summary>
    public Dictionary<string, string?> Environment { get; } = new(StringComparer.Ordinal);

    /// <param name="withServers">Whether it runs servers of its own.</param>
    public static async Task<Checkout> CreateAsync(bool withServers)
    {
        // Not a private folder: as root the servers run as somebody else, who must be able to enter it.
        var place = Path.Combine(Path.GetTempPath(), "attune (dev) tools & ü " + Guid.NewGuid().ToString("N")[..8]);
        var checkout = new Checkout(place);
        await checkout.FillAsync();
        if (withServers)
            await checkout.ShareServersAsync();
        return checkout;
    }

    public Task<CommandResult> RunAsync(params string[] arguments) =>
        Shell.RunAsync(Path.Combine(Folder, "attune"), arguments, Folder, Environment);

    /// <summary>Brings everything up: what an earlier test took down is there again.</summary>
    public async Task<IReadOnlyDictionary<string, ProcessRow>> UpAsync()
    {
        (await RunAsync("up")).ShouldExitWith(0);
        return await StatusAsync();
    }

    public async Task<IReadOnlyDictionary<string, ProcessRow>> StatusAsync()
    {
        var result = await RunAsync("status", "--json");
        return JsonSerializer.Deserialize<ProcessRow[]>(result.Output)!.ToDictionary(row => row.Name, StringComparer.Ordinal);
    }

    public async Task<string> QueryAsync(string sql) =>
        (await RunAsync("psql", "-qAtX", "-v", "ON_ERROR_STOP=1", "-c", sql)).ShouldExitWith(0).Output.Trim();

    public string PathOf(params string[] parts) => Path.Combine([Folder, .. parts]);

    public void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(path))!);
        File.WriteAllText(PathOf(path), text);
    }

    /// <summary>Moves the whole checkout to another folder.</summary>
    public void Move(string name)
    {
        var target = Path.Combine(_place, name);
        Directory.Move(Folder, target);
        Folder = target;
    }

    public async ValueTask DisposeAsync()
    {
        await RunAsync("down");
        Directory.Delete(_place, recursive: true);
    }

    private async Task FillAsync()
    {
        Directory.CreateDirectory(PathOf("tools"));
        Directory.CreateDirectory(PathOf(".dev"));
        await CopyAsync(Path.Combine(RepositoryRoot.Path, "attune"), PathOf("attune"));
        await CopyAsync(Path.Combine(RepositoryRoot.Path, "tools", "dev"), PathOf("tools", "dev"));
        Write("Attune.slnx", "<Solution />");
        var client = Path.Combine("tools", "cli", "bin", "Release");
        Directory.CreateDirectory(PathOf(client));
        await CopyAsync(Path.Combine(RepositoryRoot.Path, client, "net10.0"), PathOf(client));
        foreach (var service in Services)
        {
            var output = Path.Combine("services", service.ToLowerInvariant(), "bin", "Release", "net10.0", "Attune." + service);
            Write(output + ".dll", "");
            await CopyAsync(Stub("service"), PathOf(output));
            File.SetUnixFileMode(PathOf(output), (UnixFileMode)0b111_101_101);
        }

        Write("stub programs/dotnet", await File.ReadAllTextAsync(Stub("dotnet")));
        File.SetUnixFileMode(PathOf("stub programs", "dotnet"), (UnixFileMode)0b111_101_101);
        Environment["PATH"] = PathOf("stub programs") + ":" + System.Environment.GetEnvironmentVariable("PATH");
        Environment["ATTUNE_PORT_BASE"] = null;
        Environment["ATTUNE_POSTGRES"] = null;
        Environment["ATTUNE_RABBITMQ"] = null;
        Write(".dev/ports", $"{Ports.FreeBlock()}\n");
    }

    private async Task ShareServersAsync()
    {
        var servers = Path.Combine(RepositoryRoot.Path, ".dev", "servers");
        if (!Directory.Exists(servers))
            return; // they are installed on this machine, or this checkout fetches its own
        var linked = await Shell.RunAsync("cp", ["-al", servers, PathOf(".dev", "servers")], Folder);
        if (linked.ExitCode == 0)
            return;
        (await Shell.RunAsync("rm", ["-rf", PathOf(".dev", "servers")], Folder)).ShouldExitWith(0); // another file system
        await CopyAsync(servers, PathOf(".dev", "servers"));
    }

    private static async Task CopyAsync(string source, string target) =>
        (await Shell.RunAsync("cp", ["-a", source, target], "/")).ShouldExitWith(0);

    private static string Stub(string name) => Path.Combine(AppContext.BaseDirectory, "Stubs", name);
}
