using Attune.Testing;
using Microsoft.Extensions.Logging;

namespace Attune.Messaging.Integration.Publishing;

public sealed class TopicTests : BrokerFixture
{
    private static readonly Topic Topic = new("something-happened");

    [Fact]
    public async Task Every_queue_that_subscribes_gets_each_event_also_while_its_service_is_away()
    {
        var (one, two) = (Declare(name: "one.notes") with { Topic = Topic }, Declare(name: "two.notes") with { Topic = Topic });
        await using (var before = await MessagingHost.StartAsync(Broker, two)) await SubscribedAsync(before);
        await using var first = await MessagingHost.StartAsync(Broker, one);
        await SubscribedAsync(first);

        await first.Publisher.PublishAsync(Topic, new Note(1), CancellationToken.None, "event-1");

        await Eventually.IsTrueAsync(() => first.Inbox.Numbers.Contains(1), "the first service has it");
        Assert.Equal("event-1", first.Inbox.Handled[0].Context.MessageId);
        await using var second = await MessagingHost.StartAsync(Broker, two);
        await Eventually.IsTrueAsync(() => second.Inbox.Numbers.Contains(1), "the second service has it, too");
    }

    [Fact]
    public async Task An_event_that_nobody_subscribes_to_is_no_error()
    {
        await using var host = await MessagingHost.StartAsync(Broker);
        await host.Publisher.PublishAsync(Topic, new Note(1), CancellationToken.None);
        await host.Publisher.PublishAsync(Topic, new Note(2), CancellationToken.None);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Upper")]
    [InlineData("with space")]
    public void A_bad_name_is_refused(string name) => Assert.Throws<ArgumentException>(() => new Topic(name));

    private static Task SubscribedAsync(MessagingHost host) => Eventually.IsTrueAsync(() => host.Log.Count(LogLevel.Information, "Consuming") == 1, "the service has subscribed");
}
