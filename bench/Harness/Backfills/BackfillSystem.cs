using Attune.Bench.Harness.Processes;
using Attune.Bench.Harness.Servers;
using Attune.Bench.Harness.Telemetry;
using Npgsql;
using RabbitMQ.Client.Exceptions;

namespace Attune.Bench.Harness.Backfills;

/// <summary>
/// What a backfill runs on, as processes of their own over a database and queues of their own: the embedding service, matching, which plans and works, and workers. What the
/// embedding service computes is counted by itself.
/// </summary>
internal sealed class BackfillSystem : IAsyncDisposable
{
    // Of the settings those that matching shares with other services; they come first.
    private const int SharedSettings = 3;

    private readonly BenchBroker _broker;

    private BackfillSystem(BackfillSetup setup, BenchDatabase database, MetricCollector metrics)
    {
        (Database, Metrics, Setup) = (database, metrics, setup);
        _broker = new BenchBroker(setup.RabbitMq);
        var ports = FreePorts.Next(setup.Workers + 2);
        Embedding = new Member("embedding", "Attune.Embedding", ports[0], [], [("Models__Bundle", setup.Bundle), .. metrics.Settings]);
        Matching = new Member("matching", "Attune.Matching", ports[1], ["--role", setup.MatchingWorks ? "all" : "server"], SettingsOf("matching", setup.RabbitMq));
        Workers = [.. Enumerable.Range(1, setup.Workers).Select(i =>
            new Member($"worker-{i}", "Attune.Matching", ports[i + 1], ["--role", "worker"], SettingsOf($"worker-{i}", setup.WorkersRabbitMq ?? setup.RabbitMq)))];
    }

    public BackfillSetup Setup { get; }

    public BenchDatabase Database { get; }

    public MetricCollector Metrics { get; }

    public Member Embedding { get; }

    /// <summary>Serves calls and plans, and works like a worker unless the setup says otherwise.</summary>
    public Member Matching { get; }

    /// <summary>Only work.</summary>
    public Member[] Workers { get; }

    /// <summary>Every process that works.</summary>
    public Member[] Working => Setup.MatchingWorks ? [Matching, .. Workers] : Workers;

    public string QueuePrefix => _broker.Prefix;

    public string Queue => $"{_broker.Prefix}.matching.backfill";

    public static async Task<BackfillSystem> StartAsync(BackfillSetup setup, CancellationToken cancellationToken)
    {
        var metrics = await MetricCollector.StartAsync(cancellationToken);
        var system = new BackfillSystem(setup, await BenchDatabase.CreateAsync(setup.Postgres, setup.Tablespace, cancellationToken), metrics);
        try
        {
            await system.Embedding.StartAsync(cancellationToken);
            await Task.WhenAll([system.Matching.StartAsync(cancellationToken), .. system.Workers.Select(x => x.StartAsync(cancellationToken))]);
            return system;
        }
        catch
        {
            await system.DisposeAsync();
            throw;
        }
    }

    /// <summary>Texts that the embedding service has run since it was first started, in all its lives.</summary>
    public async Task<long> CountEmbeddedAsync(CancellationToken cancellationToken)
    {
        await Metrics.SettleAsync("embedding", cancellationToken);
        return (long)Metrics.Total("attune.embedding.sequences");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var member in Workers)
            await member.DisposeAsync();
        await Matching.DisposeAsync();
        await Embedding.DisposeAsync();
        await Metrics.DisposeAsync();
        try
        {
            await _broker.DisposeAsync();
            await Database.DisposeAsync();
        }
        catch (Exception exception) when (exception is BrokerUnreachableException or NpgsqlException)
        {
            // A private server that did not come back: what went wrong is being thrown already, and nothing of it stays.
        }
    }

    /// <summary>Where a further service finds the database and the broker.</summary>
    public (string Name, string Value)[] SettingsOf(string name) => SettingsOf(name, Setup.RabbitMq)[..SharedSettings];

    // The name makes it known to the database which process a session belongs to.
    private (string Name, string Value)[] SettingsOf(string name, string rabbitMq) =>
    [
        ("Storage__ConnectionString", new NpgsqlConnectionStringBuilder(Database.ConnectionString) { ApplicationName = name }.ConnectionString),
        ("Messaging__Uri", rabbitMq),
        ("Messaging__Prefix", _broker.Prefix),
        ("Embedding__Address", Embedding.Address),
        .. Setup.MeasureMatching ? Metrics.Settings : [],
        .. Setup.Settings,
    ];
}
