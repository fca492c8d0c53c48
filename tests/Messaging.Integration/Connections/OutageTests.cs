using Attune.Testing;
using Microsoft.Extensions.Logging;

namespace Attune.Messaging.Integration.Connections;

public sealed class OutageTests : BrokerFixture
{
    private readonly TcpProxy _proxy;

    public OutageTests()
    {
        var uri = new Uri(TestServers.RabbitMq);
        _proxy = new TcpProxy(uri.Host, uri.Port > 0 ? uri.Port : 5672);
    }

    public override async Task DisposeAsync()
    {
        await _proxy.DisposeAsync();
        await base.DisposeAsync();
    }

    [Fact]
    public async Task A_broker_that_is_absent_at_start_is_found_later()
    {
        var queue = Declare();
        _proxy.Refuse();
        await using var host = await MessagingHost.StartAsync(Broker, queue, port: _proxy.Port);
        var publishing = host.PublishAsync(queue, new Note(1));
        await Eventually.IsTrueAsync(() => _proxy.Accepted >= 3, "the connection is tried again and again");
        Assert.False(publishing.IsCompleted);

        _proxy.Restore();

        await publishing;
        await Eventually.IsTrueAsync(() => host.Inbox.Handled.Count == 1, "the note is handled");
    }

    [Fact]
    public async Task Connections_cut_over_and_over_lose_no_message()
    {
        const int count = 400;
        var queue = Declare(deliveryLimit: 1000);
        var inbox = new Inbox { OnNote = (_, _, token) => Task.Delay(2, token) };
        await using var publisher = await MessagingHost.StartAsync(Broker, port: _proxy.Port);
        await using var consumer = await MessagingHost.StartAsync(Broker, queue, options => (options.Concurrency, options.Prefetch) = (4, 16), _proxy.Port, inbox: inbox);

        using var done = new CancellationTokenSource();
        var cutting = CutAsync(done.Token);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(async lane =>
        {
            for (var i = lane; i < count; i += 8)
            {
                await publisher.PublishAsync(queue, new Note(i));
                await Task.Delay(10);
            }
        }));
        await Eventually.IsTrueAsync(() => inbox.Numbers.Count == count, "every note is handled at least once");
        await done.CancelAsync();
        await cutting;

        Assert.True(publisher.Log.Count(LogLevel.Warning, "Lost the connection") > 1, "The connection was cut more than once.");
        await Eventually.IsTrueAsync(async () => await Broker.CountAsync(NameOf(queue)) == 0, "the queue is empty");
        Assert.Equal(0u, await Broker.CountAsync(DeadNameOf(queue)));
    }

    [Fact]
    public async Task A_connection_that_goes_silent_is_noticed_by_its_heartbeat()
    {
        var queue = Declare();
        await using var host = await MessagingHost.StartAsync(Broker, queue, port: _proxy.Port, settings: s => s["Messaging:Heartbeat"] = "00:00:01");
        await host.PublishAsync(queue, new Note(1));
        await Eventually.IsTrueAsync(() => host.Inbox.Handled.Count == 1, "the first note is handled");

        _proxy.Silence();
        await Eventually.IsTrueAsync(() => host.Log.Count(LogLevel.Warning, "Lost the connection") == 1, "the silence is noticed");
        _proxy.Restore();

        await host.PublishAsync(queue, new Note(2));
        await Eventually.IsTrueAsync(() => host.Inbox.Numbers.Contains(2), "the second note is handled");
    }

    [Fact]
    public async Task An_outage_is_one_line_when_it_begins_and_one_when_it_ends()
    {
        await using var host = await MessagingHost.StartAsync(Broker, Declare(), port: _proxy.Port);
        await Eventually.IsTrueAsync(() => host.Log.Count(LogLevel.Information, "Consuming notes") == 1, "both connections are there");

        _proxy.Refuse();
        var tries = _proxy.Accepted;
        await Eventually.IsTrueAsync(() => _proxy.Accepted >= tries + 4, "the connection is tried again and again");
        _proxy.Restore();

        await Eventually.IsTrueAsync(() => host.Log.Count(LogLevel.Information, "Consuming notes") == 2, "the queue is consumed again");
        await Eventually.IsTrueAsync(() => host.Log.Count(LogLevel.Information, "Connected to RabbitMQ") == 2, "the end is logged");
        Assert.Equal(1, host.Log.All.Count(line => line.Level >= LogLevel.Warning));
    }

    [Fact]
    public async Task A_deleted_queue_is_declared_and_consumed_again()
    {
        var queue = Declare();
        await using var host = await MessagingHost.StartAsync(Broker, queue);
        await host.PublishAsync(queue, new Note(1));
        await Eventually.IsTrueAsync(() => host.Inbox.Handled.Count == 1, "the first note is handled");

        await using (var channel = await Broker.Connection.CreateChannelAsync()) await channel.QueueDeleteAsync(NameOf(queue), ifUnused: false, ifEmpty: false);

        await Eventually.IsTrueAsync(() => host.Log.Count(LogLevel.Warning, "gives no more messages") == 1, "the loss is logged");
        await Eventually.IsTrueAsync(() => host.Log.Count(LogLevel.Information, "Consuming notes") == 2, "the queue is declared and consumed again");
        await host.PublishAsync(queue, new Note(2));
        await Eventually.IsTrueAsync(() => host.Inbox.Numbers.Contains(2), "the second note is handled");
    }

    [Fact]
    public async Task Channels_that_the_broker_closes_are_opened_again()
    {
        var queue = Declare();
        await using var host = await MessagingHost.StartAsync(Broker, queue, port: _proxy.Port);
        await host.PublishAsync(queue, new Note(1));
        await Eventually.IsTrueAsync(() => host.Inbox.Numbers.Contains(1), "the first note is handled");
        await Eventually.IsTrueAsync(async () => await Broker.CountAsync(NameOf(queue)) == 0, "the first note is acknowledged, and the connections quiet");

        // On the channel that consumes, a basic.ack for a delivery that never was. The other connection has no third channel, and goes as a whole.
        await _proxy.InjectAsync(Convert.FromHexString("01" + "0003" + "0000000D" + "003C" + "0050" + "00000000000F4240" + "00" + "CE"));

        await Eventually.IsTrueAsync(() => host.Log.Count(LogLevel.Warning, "gives no more messages: PRECONDITION_FAILED") == 1, "the loss is logged");
        await host.PublishAsync(queue, new Note(2));
        await Eventually.IsTrueAsync(() => host.Inbox.Numbers.Contains(2), "the second note is handled");
    }

    [Fact]
    public async Task Readiness_follows_the_connection()
    {
        var queue = Declare();
        await using var host = await MessagingHost.StartAsync(Broker, queue, port: _proxy.Port);
        await Eventually.IsTrueAsync(async () => await host.Readiness.CheckAsync(CancellationToken.None) is null, "it becomes ready");

        _proxy.Refuse();
        await Eventually.IsTrueAsync(async () => (await host.Readiness.CheckAsync(CancellationToken.None))?.Contains($"127.0.0.1:{_proxy.Port} is of no use", StringComparison.Ordinal) == true, "it says why it is not ready");

        _proxy.Restore();
        await Eventually.IsTrueAsync(async () => await host.Readiness.CheckAsync(CancellationToken.None) is null, "it becomes ready again");
    }

    [Fact]
    public async Task A_process_is_not_ready_before_its_queue_is_consumed()
    {
        // Some rounds, since what is between connecting and consuming takes but milliseconds.
        for (var round = 0; round < 10; round++)
        {
            var queue = Declare(name: $"round-{round}");
            await using var host = await MessagingHost.StartAsync(Broker, queue);
            while (await host.Readiness.CheckAsync(CancellationToken.None) is not null) await Task.Yield();

            await using var channel = await Broker.Connection.CreateChannelAsync();
            Assert.Equal(1u, (await channel.QueueDeclarePassiveAsync(NameOf(queue))).ConsumerCount);
        }
    }

    [Fact]
    public async Task Readiness_names_a_queue_that_cannot_be_consumed()
    {
        var queue = Declare(deliveryLimit: 5);
        await using var publisher = await MessagingHost.StartAsync(Broker);
        await publisher.PublishAsync(queue, new Note(1));

        await using var host = await MessagingHost.StartAsync(Broker, queue with { DeliveryLimit = 6 });

        await Eventually.IsTrueAsync(async () => (await host.Readiness.CheckAsync(CancellationToken.None))?.Contains("The queue 'notes' is not being consumed: PRECONDITION_FAILED", StringComparison.Ordinal) == true, "it names the queue and the reason");
    }

    private async Task CutAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            await Task.Delay(150, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            _proxy.Cut();
        }
    }
}
