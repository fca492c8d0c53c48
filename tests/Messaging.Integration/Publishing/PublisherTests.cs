using Attune.Testing;

namespace Attune.Messaging.Integration.Publishing;

public sealed class PublisherTests : BrokerFixture
{
    [Fact]
    public async Task A_published_message_is_in_its_queue_when_the_call_returns()
    {
        var queue = Declare();
        await using var host = await MessagingHost.StartAsync(Broker);

        await host.PublishAsync(queue, new Note(1, "näh"));

        Assert.Equal(1u, await Broker.CountAsync(NameOf(queue)));
        var message = await Broker.TakeAsync(NameOf(queue));
        Assert.Equal("""{"number":1,"text":"n\u00E4h"}""", System.Text.Encoding.UTF8.GetString(message.Body.Span));
        Assert.Equal(("note", "2"), (message.Header("type"), message.Header("version")));
        Assert.True(message.BasicProperties.Persistent);
    }

    [Fact]
    public async Task Many_publishers_at_once_lose_nothing()
    {
        var queue = Declare();
        await using var host = await MessagingHost.StartAsync(Broker);

        await Task.WhenAll(Enumerable.Range(0, 500).Select(i => host.PublishAsync(queue, new Note(i))));

        Assert.Equal(500u, await Broker.CountAsync(NameOf(queue)));
    }

    [Fact]
    public async Task An_unroutable_message_throws_and_the_next_publish_declares_the_queue_again()
    {
        var queue = Declare();
        await using var host = await MessagingHost.StartAsync(Broker);
        await host.PublishAsync(queue, new Note(1));
        await using (var channel = await Broker.Connection.CreateChannelAsync()) await channel.QueueDeleteAsync(NameOf(queue), ifUnused: false, ifEmpty: false);

        var exception = await Assert.ThrowsAsync<MessageNotAcceptedException>(() => host.PublishAsync(queue, new Note(2)));

        Assert.Contains($"'{NameOf(queue)}' was deleted", exception.Message, StringComparison.Ordinal);
        await host.PublishAsync(queue, new Note(3));
        Assert.Equal(1u, await Broker.CountAsync(NameOf(queue)));
    }

    [Fact]
    public async Task A_message_that_is_too_large_is_refused_with_the_reason_and_the_next_one_goes_through()
    {
        var queue = Declare();
        await using var host = await MessagingHost.StartAsync(Broker);

        var exception = await Assert.ThrowsAsync<MessageNotAcceptedException>(() => host.PublishAsync(queue, new Note(1, new string('x', 17 << 20))));

        Assert.Contains("larger than configured max size", exception.Message, StringComparison.Ordinal);
        await host.PublishAsync(queue, new Note(2));
        Assert.Equal(1u, await Broker.CountAsync(NameOf(queue)));
    }

    [Fact]
    public async Task A_queue_that_exists_with_other_arguments_is_refused_with_the_reason()
    {
        var queue = Declare(deliveryLimit: 3);
        await using var host = await MessagingHost.StartAsync(Broker);
        await host.PublishAsync(queue, new Note(1));
        await using var second = await MessagingHost.StartAsync(Broker);

        var exception = await Assert.ThrowsAsync<MessageNotAcceptedException>(() => second.PublishAsync(queue with { DeliveryLimit = 4 }, new Note(2)));

        Assert.Contains("x-delivery-limit", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_broker_that_stays_away_fails_the_publish_after_its_timeout()
    {
        var queue = Declare();
        await using var host = await MessagingHost.StartAsync(Broker, port: FreePort.Next(), settings: s => s["Messaging:PublishTimeout"] = "00:00:01");

        var exception = await Assert.ThrowsAsync<MessageNotAcceptedException>(() => host.PublishAsync(queue, new Note(1)));

        Assert.Contains("not confirmed within 1 s", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cancelled_publish_is_a_cancellation()
    {
        var queue = Declare();
        await using var host = await MessagingHost.StartAsync(Broker, port: FreePort.Next());
        using var cancelled = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => host.Publisher.PublishAsync(queue, new Note(1), cancelled.Token));
    }
}
