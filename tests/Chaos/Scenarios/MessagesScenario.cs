using System.Text;
using Attune.Bench.Harness.Backfills;
using Attune.Chaos.Reports;
using RabbitMQ.Client;

namespace Attune.Chaos.Scenarios;

/// <summary>Messages that nobody can handle come between those of a backfill: not JSON, without headers, of another kind, of an older and of a newer version.</summary>
internal static class MessagesScenario
{
    private const string Type = "backfill-batch";

    private static readonly (string What, string Body, string? Type, int? Version)[] Letters =
    [
        ("not JSON", "{\"jobId\": ", Type, 1),
        ("without headers", "{}", null, null),
        ("of another kind", "{}", "lunch-order", 1),
        ("of an older version", "{\"job\": 1}", Type, 0),
        ("of a newer version", "{\"job\": 1}", Type, 99),
    ];

    /// <param name="rounds">How often each of them is sent.</param>
    public static async Task<ChaosReport> RunAsync(BackfillSetup setup, int items, int rounds, int seed, Action<string> progress, CancellationToken cancellationToken)
    {
        await using var system = await BackfillSystem.StartAsync(setup, cancellationToken);
        var run = new ChaosRun(system, "messages", items, seed, progress) { ExpectedDeadLetters = rounds * Letters.Length };
        return await run.RunAsync(rounds * Letters.Length, processesHit: 1, async (backfill, number) =>
        {
            var letter = Letters[number % Letters.Length];
            var done = await backfill.DoneAsync(cancellationToken);
            await SendAsync(system, letter.Body, letter.Type, letter.Version, cancellationToken);
            progress($"messages: one {letter.What} at {done:N0} items");
            return Task.FromResult(new Disturbance(letter.What, done, 0, 0));
        }, cancellationToken);
    }

    private static async Task SendAsync(BackfillSystem system, string body, string? type, int? version, CancellationToken cancellationToken)
    {
        var headers = new Dictionary<string, object?>(StringComparer.Ordinal);
        if (type is not null)
            headers["type"] = type;
        if (version is not null)
            headers["version"] = version;
        await using var connection = await new ConnectionFactory { Uri = new Uri(system.Setup.RabbitMq) }.CreateConnectionAsync("chaos", cancellationToken);
        await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true), cancellationToken);
        await channel.BasicPublishAsync("", system.Queue, mandatory: true, new BasicProperties { Persistent = true, Headers = headers }, Encoding.UTF8.GetBytes(body), cancellationToken);
    }
}
