using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Attune.Bench.Harness.Processes;

namespace Attune.Chaos.Servers;

/// <summary>A PostgreSQL and a RabbitMQ that nobody else uses, in a folder below <c>.dev/chaos</c>, to be killed and started again.</summary>
internal sealed class PrivateServers : IAsyncDisposable
{
    public const string PostgresName = "postgres", RabbitMqName = "rabbitmq";

    // Below the ephemeral ports; a block is PortsUsed long, from the fifth on.
    private const int LowestPort = 20_000, HighestPort = 32_000, PortsSkipped = 5, PortsUsed = 4, Tries = 3;

    private readonly int _port = FreeBlock();

    private PrivateServers()
    {
    }

    /// <summary>A connection string.</summary>
    public string Postgres { get; private set; } = "";

    /// <summary>An AMQP URI.</summary>
    public string RabbitMq { get; private set; } = "";

    /// <summary>Everything of theirs but the programs.</summary>
    public string Folder { get; } = Path.Combine(Checkout.Root, ".dev", "chaos", $"{Environment.ProcessId}-{Guid.NewGuid():N}"[..16]);

    public static async Task<PrivateServers> StartAsync(CancellationToken cancellationToken)
    {
        var servers = new PrivateServers();
        try
        {
            var output = await servers.RunAsync(["start", PostgresName, RabbitMqName], cancellationToken);
            var said = output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ', 2)).ToDictionary(x => x[0], x => x[1], StringComparer.Ordinal);
            (servers.Postgres, servers.RabbitMq) = (said[PostgresName], said[RabbitMqName]);
            return servers;
        }
        catch
        {
            await servers.DisposeAsync();
            throw;
        }
    }

    /// <summary>SIGKILL to all its processes.</summary>
    public Task KillAsync(string server, CancellationToken cancellationToken) => RunAsync(["kill", server], cancellationToken);

    /// <summary>Until it answers, also where a busy machine lets it take longer than is usual.</summary>
    public async Task RestartAsync(string server, CancellationToken cancellationToken)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                await RunAsync(["start", server], cancellationToken);
                return;
            }
            catch (InvalidOperationException) when (tries < Tries)
            {
                // One that still starts is waited for again.
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await RunAsync(["kill", PostgresName, RabbitMqName, "epmd"], CancellationToken.None);
        Directory.Delete(Folder, recursive: true);
    }

    private async Task<string> RunAsync(string[] arguments, CancellationToken cancellationToken)
    {
        var script = Path.Combine(Checkout.Root, "tools", "dev", "private-servers.sh");
        using var process = Process.Start(new ProcessStartInfo(script, [Folder, $"{_port}", .. arguments]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{string.Join(' ', arguments)}: {await errors}");
    }

    private static int FreeBlock()
    {
        while (true)
        {
            var first = Random.Shared.Next(LowestPort, HighestPort);
            if (Enumerable.Range(first + PortsSkipped, PortsUsed).All(IsFree))
                return first;
        }
    }

    private static bool IsFree(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
