using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Text;
using Attune.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Attune.Messaging.Integration.Outbox;

/// <summary>The real database and the real broker, with the network to the broker in between.</summary>
public sealed class OutboxTests : BrokerFixture
{
    private const string Table = "CREATE TABLE outbox (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, kind text NOT NULL, payload jsonb NOT NULL, created_at timestamptz NOT NULL DEFAULT now(), sent_at timestamptz, "
        + "attempts int NOT NULL DEFAULT 0, last_error text, next_attempt_at timestamptz NOT NULL DEFAULT now())";

    [Fact]
    public async Task What_was_committed_is_sent_under_one_id_what_was_rolled_back_is_not_and_an_outage_loses_nothing()
    {
        await using var postgres = await TestPostgres.StartAsync();
        await using var database = postgres.Open("public");
        await ExecuteAsync(database, Table);
        // Of a release that spelled its properties otherwise.
        await ExecuteAsync(database, """INSERT INTO outbox (kind, payload) VALUES ('note', '{"Number": 1, "Text": "old"}')""");
        var queue = Declare();
        var uri = new Uri(Broker.Uri);
        await using var network = new TcpProxy(uri.Host, uri.Port);
        network.Refuse();
        await using var host = await MessagingHost.StartAsync(Broker, port: network.Port, settings: settings => settings["Messaging:PublishTimeout"] = "00:00:02");
        using var signal = new OutboxSignal();
        using var relay = Relay(database, host, new OutboxRoutes().To<Note>(queue), signal);
        await relay.StartAsync(CancellationToken.None);
        await WriteAsync(database, 2, commit: true);
        await WriteAsync(database, 3, commit: false);
        await WriteAsync(database, 4, commit: true);
        Assert.Equal(3, await CountAsync(database, "SELECT count(*) FROM outbox WHERE sent_at IS NULL"));

        network.Restore();
        await SentAsync(database);
        var first = await TakeAsync(queue, 3);
        Assert.Equal(["""{"number":1,"text":"old"}""", """{"number":2,"text":""}""", """{"number":4,"text":""}"""], first.Select(message => message.Body));

        // As if it had been killed before it could mark what it sent.
        await ExecuteAsync(database, "UPDATE outbox SET sent_at = NULL");
        signal.Now();
        await SentAsync(database);
        Assert.Equal(first, await TakeAsync(queue, 3));
        Assert.Equal(3, first.Select(message => message.Id).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(0u, await Broker.CountAsync(NameOf(queue)));
        Assert.Equal(0, await CountAsync(database, "SELECT count(*) FROM outbox WHERE attempts > 0"));
        await relay.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task What_cannot_be_sent_is_set_aside_with_the_reason_for_an_operator_to_see_and_lets_the_rest_pass()
    {
        await using var postgres = await TestPostgres.StartAsync();
        await using var database = postgres.Open("public");
        await ExecuteAsync(database, Table);
        await ExecuteAsync(database, """INSERT INTO outbox (kind, payload) VALUES ('note', '{"number": "one"}'), ('note', jsonb_build_object('number', 2, 'text', repeat('x', 17000000)))""");
        await WriteAsync(database, 3, commit: true);
        var queue = Declare();
        var parked = new ConcurrentQueue<long>();
        using var metrics = new MeterListener { InstrumentPublished = (instrument, self) => { if (instrument.Name == "attune.messaging.outbox.parked") self.EnableMeasurementEvents(instrument); } };
        metrics.SetMeasurementEventCallback<long>((_, value, _, _) => parked.Enqueue(value));
        metrics.Start();
        await using var host = await MessagingHost.StartAsync(Broker);
        using var signal = new OutboxSignal();
        using var relay = Relay(database, host, new OutboxRoutes().To<Note>(queue), signal);
        await relay.StartAsync(CancellationToken.None);

        Assert.Equal("""{"number":3,"text":""}""", (await TakeAsync(queue, 1))[0].Body);
        await Eventually.IsTrueAsync(
            async () => await CountAsync(database, "SELECT count(*) FROM outbox WHERE sent_at IS NULL AND attempts > 0 AND next_attempt_at > created_at") == 2, "both are set aside");
        Assert.Equal(1, await CountAsync(database, "SELECT count(*) FROM outbox WHERE id = 1 AND last_error LIKE '%number%'"));
        Assert.Equal(1, await CountAsync(database, "SELECT count(*) FROM outbox WHERE id = 2 AND last_error LIKE '%larger than configured max size%'"));
        await Eventually.IsTrueAsync(() => parked.Contains(2), "they are counted");

        // As an operator would, who has found out what is wrong.
        await ExecuteAsync(database, """UPDATE outbox SET payload = '{"number": 1}', next_attempt_at = now() WHERE id = 1""");
        await ExecuteAsync(database, "DELETE FROM outbox WHERE id = 2");
        signal.Now();
        Assert.Equal("""{"number":1,"text":""}""", (await TakeAsync(queue, 1))[0].Body);
        await SentAsync(database);
        await Eventually.IsTrueAsync(() => parked.Last() == 0, "nothing is set aside any more");
        await relay.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task All_messages_of_a_page_are_marked_in_one_transaction()
    {
        await using var postgres = await TestPostgres.StartAsync();
        await using var database = postgres.Open("public");
        await ExecuteAsync(database, Table);
        await ExecuteAsync(database, """INSERT INTO outbox (kind, payload) SELECT 'note', jsonb_build_object('number', n) FROM generate_series(1, 90) AS n""");
        var queue = Declare();
        await using var host = await MessagingHost.StartAsync(Broker);
        using var signal = new OutboxSignal();
        using var relay = Relay(database, host, new OutboxRoutes().To<Note>(queue), signal);

        await relay.StartAsync(CancellationToken.None);
        await SentAsync(database);
        await relay.StopAsync(CancellationToken.None);

        Assert.Equal(90u, await Broker.CountAsync(NameOf(queue)));
        // One transaction, hence one time, for all of them.
        Assert.Equal(1, await CountAsync(database, "SELECT count(DISTINCT (sent_at, xmin::text)) FROM outbox"));
    }

    private static OutboxRelay Relay(NpgsqlDataSource database, MessagingHost host, OutboxRoutes routes, OutboxSignal signal) => new(
        database, host.Publisher, routes, signal, new OutboxOptions(TimeSpan.FromMilliseconds(100)), TimeProvider.System, NullLogger<OutboxRelay>.Instance);

    private static Task SentAsync(NpgsqlDataSource database) => Eventually.IsTrueAsync(
        async () => await CountAsync(database, "SELECT count(*) FROM outbox WHERE sent_at IS NULL") == 0, "everything is marked as sent");

    private async Task<List<(string Id, string Body)>> TakeAsync(Queue queue, int count)
    {
        var taken = new List<(string Id, string Body)>();
        await Eventually.IsTrueAsync(() => Broker.ExistsAsync(NameOf(queue)), "the queue is declared");
        while (taken.Count < count)
        {
            var message = await Broker.TakeAsync(NameOf(queue));
            taken.Add((message.BasicProperties.MessageId!, Encoding.UTF8.GetString(message.Body.Span)));
        }
        return [.. taken.OrderBy(message => message.Body, StringComparer.Ordinal)];
    }

    private static async Task WriteAsync(NpgsqlDataSource database, int number, bool commit)
    {
        await using var connection = await database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await OutboxTable.AddAsync(connection, new Note(number), CancellationToken.None);
        if (commit) await transaction.CommitAsync();
    }

    private static async Task ExecuteAsync(NpgsqlDataSource database, string sql)
    {
        await using var command = database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<long> CountAsync(NpgsqlDataSource database, string sql)
    {
        await using var command = database.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
