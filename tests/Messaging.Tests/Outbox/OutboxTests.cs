using System.Text;
using Attune.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Attune.Messaging.Tests.Outbox;

/// <summary>The real database and the real broker, with the network to the broker in between.</summary>
public sealed class OutboxTests : BrokerFixture
{
    private const string Table = "CREATE TABLE outbox (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, kind text NOT NULL, payload jsonb NOT NULL, created_at timestamptz NOT NULL DEFAULT now(), sent_at timestamptz)";

    [Fact]
    public async Task What_was_committed_is_sent_in_order_and_under_one_id_what_was_rolled_back_is_not_and_an_outage_loses_nothing()
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
        using var relay = new OutboxRelay(
            database, host.Publisher, new OutboxRoutes().To<Note>(queue), signal, new OutboxOptions(TimeSpan.FromMilliseconds(100)), TimeProvider.System, NullLogger<OutboxRelay>.Instance);
        await relay.StartAsync(CancellationToken.None);
        await WriteAsync(database, 2, commit: true);
        await WriteAsync(database, 3, commit: false);
        await WriteAsync(database, 4, commit: true);
        Assert.Equal(3, await CountAsync(database, "SELECT count(*) FROM outbox WHERE sent_at IS NULL"));

        network.Restore();
        await SentAsync(database);
        List<(string Id, string Body)> first = [await TakeAsync(queue), await TakeAsync(queue), await TakeAsync(queue)];
        Assert.Equal(["""{"number":1,"text":"old"}""", """{"number":2,"text":""}""", """{"number":4,"text":""}"""], first.Select(message => message.Body));

        // As if it had been killed before it could mark what it sent.
        await ExecuteAsync(database, "UPDATE outbox SET sent_at = NULL");
        signal.Now();
        await SentAsync(database);
        List<(string Id, string Body)> second = [await TakeAsync(queue), await TakeAsync(queue), await TakeAsync(queue)];
        Assert.Equal(first, second);
        Assert.Equal(3, first.Select(message => message.Id).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(0u, await Broker.CountAsync(NameOf(queue)));
        await relay.StopAsync(CancellationToken.None);
    }

    private static Task SentAsync(NpgsqlDataSource database) => Eventually.IsTrueAsync(
        async () => await CountAsync(database, "SELECT count(*) FROM outbox WHERE sent_at IS NULL") == 0, "everything is marked as sent");

    private async Task<(string Id, string Body)> TakeAsync(Queue queue)
    {
        var message = await Broker.TakeAsync(NameOf(queue));
        return (message.BasicProperties.MessageId!, Encoding.UTF8.GetString(message.Body.Span));
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
