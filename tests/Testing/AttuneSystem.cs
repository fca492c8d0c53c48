using System.Collections.Concurrent;
using Grpc.Core;
using Grpc.Health.V1;
using Grpc.Net.Client;
using Xunit;

namespace Attune.Testing;

/// <summary>
/// The real services as processes of their own on free ports, over a database and a queue prefix of their own. Services can be killed and
/// started again. Use it as a fixture or with <c>await using</c>.
/// </summary>
public sealed class AttuneSystem : IAsyncLifetime, IAsyncDisposable
{
    private static readonly string[] Names = ["embedding", "matching", "training", "gateway"];

    private readonly ConcurrentDictionary<string, ServiceProcess> _running = new();
    private readonly Dictionary<string, int> _ports = Names.Zip(FreePort.Next(Names.Length)).ToDictionary(StringComparer.Ordinal);
    private readonly TestRabbitMq _broker = new();
    private readonly Lazy<TcpProxy> _network = new(() => new TcpProxy(new Uri(TestServers.RabbitMq).Host, new Uri(TestServers.RabbitMq).Port));

    /// <summary>The services that run; tests that need fewer are done sooner.</summary>
    public IReadOnlyList<string> Services { get; init; } = Names;

    /// <summary>The services whose schemas are migrated, whether they run or not.</summary>
    public IReadOnlyList<string> Schemas
    {
        get => Postgres.Schemas;
        init => Postgres = new() { Schemas = value };
    }

    /// <summary>Where an embedding service runs that is used instead of one of this system's own.</summary>
    public string? Embedding { get; init; }

    /// <summary>The database; its schema is migrated.</summary>
    public TestPostgres Postgres { get; private init; } = new() { Schemas = ["matching", "training"] };

    /// <summary>The network between the services and the broker, to be broken.</summary>
    public TcpProxy BrokerNetwork => _network.Value;

    /// <summary>Settings of matching that count from its next start on, over those that it has anyway.</summary>
    public Dictionary<string, string> MatchingSettings { get; } = new(StringComparer.Ordinal);

    /// <summary>The broker, and the names that the system's queues have there.</summary>
    public TestRabbitMq Broker => _broker;

    /// <summary>Where clients call.</summary>
    public string Gateway => AddressOf("gateway");

    /// <summary>A system that serves.</summary>
    public static Task<AttuneSystem> StartAsync() => StartAsync(new AttuneSystem());

    /// <summary>The same without training.</summary>
    public static Task<AttuneSystem> StartMatchingAsync() => StartAsync(new AttuneSystem { Services = ["embedding", "matching", "gateway"], Schemas = ["matching"] });

    /// <summary>Starts a system and returns it.</summary>
    public static async Task<AttuneSystem> StartAsync(AttuneSystem system)
    {
        ArgumentNullException.ThrowIfNull(system);
        await system.InitializeAsync();
        return system;
    }

    /// <summary>Where a service listens, whether it runs or not.</summary>
    public string AddressOf(string service) => service == "embedding" && Embedding is { } other ? other : $"http://127.0.0.1:{_ports[service]}";

    /// <summary>Everything that a service printed since it was last started.</summary>
    public string LogOf(string service) => _running[service].Log;

    /// <summary>SIGKILL.</summary>
    public async Task KillAsync(string service)
    {
        if (!_running.TryRemove(service, out var process)) throw new InvalidOperationException($"{service} does not run.");
        await process.KillAsync();
        await process.DisposeAsync();
    }

    /// <summary>Starts a service again and waits until it serves.</summary>
    public async Task StartAsync(string service)
    {
        var process = ServiceProcess.Start(ServiceProcess.Executable(service), Environment(service));
        _running[service] = process;
        await process.WaitForPortAsync(_ports[service]);
        using var channel = GrpcChannel.ForAddress(AddressOf(service));
        var health = new Health.HealthClient(channel);
        await Eventually.IsTrueAsync(() => ServesAsync(health), () => $"{service} serves. Its log:\n{process.Log}");
    }

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        await Task.WhenAll(Postgres.InitializeAsync(), _broker.InitializeAsync());
        foreach (var queue in new[] { "matching.backfill", "matching.changes", "training.retrain" }) _broker.QueueName(queue);
        await Task.WhenAll(Services.Select(StartAsync));
    }

    /// <inheritdoc/>
    public async Task DisposeAsync()
    {
        foreach (var process in _running.Values) await process.DisposeAsync();
        await BrokerNetwork.DisposeAsync();
        await _broker.DisposeAsync();
        await Postgres.DisposeAsync();
    }

    async ValueTask IAsyncDisposable.DisposeAsync() => await DisposeAsync();

    private Dictionary<string, string?> Environment(string service)
    {
        var environment = new Dictionary<string, string?>(StringComparer.Ordinal) { ["Server__Port"] = $"{_ports[service]}" };
        if (service is "matching" or "training") environment["Storage__ConnectionString"] = Postgres.ConnectionString;
        if (service is "matching" or "training")
        {
            environment["Messaging__Uri"] = new UriBuilder(_broker.Uri) { Host = "127.0.0.1", Port = BrokerNetwork.Port }.Uri.AbsoluteUri;
            environment["Messaging__Prefix"] = _broker.Prefix;
        }
        if (service == "matching")
        {
            environment["Embedding__Address"] = AddressOf("embedding");
            // Small enough that a test sees a job on its way.
            environment["Backfill__BatchSize"] = "32";
            environment["Backfill__ReconcileInterval"] = "00:00:01";
            // Tests that count what a match computes want nothing computed behind their back.
            environment["Backfill__FollowChanges"] = "false";
            foreach (var (name, value) in MatchingSettings) environment[name] = value;
        }
        if (service == "gateway")
            foreach (var backend in new[] { "Embedding", "Matching", "Training" })
                environment[$"Gateway__{backend}__Address"] = AddressOf(backend.ToLowerInvariant());
        return environment;
    }

    private static async Task<bool> ServesAsync(Health.HealthClient health)
    {
        try
        {
            return (await health.CheckAsync(new HealthCheckRequest())).Status == HealthCheckResponse.Types.ServingStatus.Serving;
        }
        catch (RpcException)
        {
            return false;
        }
    }
}
