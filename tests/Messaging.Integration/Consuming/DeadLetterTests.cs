using Attune.Testing;

namespace Attune.Messaging.Integration.Consuming;

public sealed class DeadLetterTests : BrokerFixture
{
    private static readonly Dictionary<string, object?> Headers = new() { ["type"] = "note", ["version"] = 2 };

    [Theory]
    [InlineData("{ not json", "note", 2, "The body is no 'note'")]
    [InlineData("null", "note", 2, "The body is null")]
    [InlineData("""{"number":"one","text":"x"}""", "note", 2, "The body is no 'note'")]
    [InlineData("""{"text":"x"}""", "note", 2, "number")]
    [InlineData("""{"number":1,"text":null}""", "note", 2, "text")]
    [InlineData("""{"number":1,"number":2}""", "note", 2, "The body is no 'note'")]
    [InlineData("""{"number":1}""", "memo", 2, "The message is of type 'memo'; this queue takes 'note'")]
    [InlineData("""{"number":1}""", "note", 1, "version 1 of 'note'; this consumer reads 2")]
    [InlineData("""{"number":1}""", "note", 3, "version 3 of 'note'; this consumer reads 2")]
    [InlineData("""{"number":1}""", null, 2, "no headers 'type' and 'version'")]
    public async Task A_message_that_cannot_be_read_goes_to_the_dead_letter_queue_with_the_reason_and_blocks_nobody(string body, string? type, int version, string reason)
    {
        var queue = Declare();
        await using var host = await MessagingHost.StartAsync(Broker, queue);
        await host.PublishAsync(queue, new Note(1));

        await Broker.PublishRawAsync(NameOf(queue), body, type is null ? null : new() { ["type"] = type, ["version"] = version });
        await host.PublishAsync(queue, new Note(2));

        await Eventually.IsTrueAsync(() => host.Inbox.Handled.Count == 2, "both good notes are handled");
        var dead = await Broker.TakeAsync(DeadNameOf(queue));
        Assert.Contains(reason, dead.Header("attune-reason"), StringComparison.Ordinal);
        Assert.Equal(body, System.Text.Encoding.UTF8.GetString(dead.Body.Span));
        Assert.Equal((queue.Name, "1"), (dead.Header("attune-queue"), dead.Header("attune-attempts")));
        Assert.True(DateTimeOffset.TryParse(dead.Header("attune-died-at"), out _));
        await Eventually.IsTrueAsync(async () => await Broker.CountAsync(NameOf(queue)) == 0, "the queue is empty");
    }

    [Fact]
    public async Task Properties_that_the_consumer_does_not_know_are_ignored()
    {
        var queue = Declare();
        await using var host = await MessagingHost.StartAsync(Broker, queue);
        await host.PublishAsync(queue, new Note(1));

        await Broker.PublishRawAsync(NameOf(queue), """{"number":2,"colour":"red"}""", Headers);

        await Eventually.IsTrueAsync(() => host.Inbox.Numbers.Contains(2), "the note of a newer publisher is handled");
    }

    [Fact]
    public async Task A_message_whose_handler_keeps_failing_dies_after_its_delivery_limit_with_the_last_error()
    {
        var queue = Declare(deliveryLimit: 3);
        var attempts = new List<int>();
        var inbox = new Inbox
        {
            OnNote = (note, context, _) =>
            {
                if (note.Number == 0) lock (attempts) attempts.Add(context.Attempt);
                return note.Number == 0 ? throw new InvalidOperationException($"broken at {context.Attempt}") : Task.CompletedTask;
            },
        };
        await using var host = await MessagingHost.StartAsync(Broker, queue, Impatient, inbox: inbox);

        for (var i = 0; i < 10; i++) await host.PublishAsync(queue, new Note(i));

        var dead = await Broker.TakeAsync(DeadNameOf(queue));
        Assert.Equal("Failed 3 times, the last time with InvalidOperationException: broken at 3", dead.Header("attune-reason"));
        Assert.Equal([1, 2, 3], attempts);
        await Eventually.IsTrueAsync(() => host.Inbox.Numbers.Count == 9, "the others are handled");
    }

    [Fact]
    public async Task A_message_that_its_handler_rejects_dies_at_once()
    {
        var queue = Declare();
        var inbox = new Inbox { OnNote = (_, _, _) => throw new MessageRejectedException("no such track") };
        await using var host = await MessagingHost.StartAsync(Broker, queue, inbox: inbox);

        await host.PublishAsync(queue, new Note(1));

        var dead = await Broker.TakeAsync(DeadNameOf(queue));
        Assert.Equal(("no such track", "1"), (dead.Header("attune-reason"), dead.Header("attune-attempts")));
    }

    [Fact]
    public async Task A_message_whose_consumers_keep_dying_is_moved_by_the_broker()
    {
        var queue = Declare(deliveryLimit: 3);
        await using (var host = await MessagingHost.StartAsync(Broker)) await host.PublishAsync(queue, new Note(1));

        var deliveries = 0;
        await Eventually.IsTrueAsync(
            async () =>
            {
                await using var channel = await Broker.Connection.CreateChannelAsync();
                if (await channel.BasicGetAsync(NameOf(queue), autoAck: false) is not null) deliveries++;
                // Closing the channel is what the broker sees of a process that dies.
                return await Broker.CountAsync(DeadNameOf(queue)) == 1;
            },
            "the message is in the dead-letter queue");

        Assert.InRange(deliveries, 3, 4);
        var dead = await Broker.TakeAsync(DeadNameOf(queue));
        Assert.Equal("delivery_limit", dead.Header("x-first-death-reason"));
    }

    [Fact]
    public async Task Looking_at_a_dead_letter_never_loses_it()
    {
        var queue = Declare();
        var inbox = new Inbox { OnNote = (_, _, _) => throw new MessageRejectedException("no") };
        await using var host = await MessagingHost.StartAsync(Broker, queue, inbox: inbox);
        await host.PublishAsync(queue, new Note(1));
        await Eventually.IsTrueAsync(async () => await Broker.ExistsAsync(DeadNameOf(queue)) && await Broker.CountAsync(DeadNameOf(queue)) == 1, "the dead letter is there");

        for (var look = 0; look < 30; look++)
        {
            await using var channel = await Broker.Connection.CreateChannelAsync();
            await Eventually.IsTrueAsync(async () => await channel.BasicGetAsync(DeadNameOf(queue), autoAck: false) is not null, $"the dead letter at look {look}");
        }

        await Eventually.IsTrueAsync(async () => await Broker.CountAsync(DeadNameOf(queue)) == 1, "the dead letter is still there");
    }
}
