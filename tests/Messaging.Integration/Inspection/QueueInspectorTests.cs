using Attune.Hosting.Errors;
using Attune.Testing;

namespace Attune.Messaging.Integration.Inspection;

public sealed class QueueInspectorTests : BrokerFixture
{
    [Fact]
    public async Task Dead_letters_are_listed_with_their_reasons_and_brought_back_one_by_one()
    {
        var queue = Declare();
        var rejects = true;
        var inbox = new Inbox { OnNote = (note, _, _) => rejects ? throw new MessageRejectedException($"no {note.Number}") : Task.CompletedTask };
        await using var host = await MessagingHost.StartAsync(Broker, queue, inbox: inbox);
        await host.Publisher.PublishAsync(queue, new Note(1), CancellationToken.None, "first");
        await host.Publisher.PublishAsync(queue, new Note(2), CancellationToken.None, "second");
        await Eventually.IsTrueAsync(async () => await host.Inspector.CountDeadAsync(queue, CancellationToken.None) == 2, "both are dead letters");

        var letters = await host.Inspector.ListDeadAsync(queue, 10, CancellationToken.None);
        Assert.Equal([("first", "no 1", 1), ("second", "no 2", 2)], letters.Select(letter => (letter.MessageId, letter.Reason, letter.Read<Note>()!.Number)).Order());
        Assert.All(letters, letter => Assert.NotNull(letter.DiedAt));

        rejects = false;
        Assert.Equal(1, await host.Inspector.RequeueDeadAsync(queue, 10, (letter, _) => Task.FromResult(letter.MessageId == "second"), CancellationToken.None));
        await Eventually.IsTrueAsync(() => host.Inbox.Numbers.Contains(2), "the second is handled");
        Assert.Equal((1, "second"), (host.Inbox.Handled[0].Context.Attempt, host.Inbox.Handled[0].Context.MessageId));
        await Eventually.IsTrueAsync(async () => await host.Inspector.CountDeadAsync(queue, CancellationToken.None) == 1, "the first is still there");
        Assert.Equal(0, await host.Inspector.CountAsync(queue, CancellationToken.None));
    }

    [Fact]
    public async Task A_letter_that_the_broker_gave_up_says_so()
    {
        var queue = Declare(deliveryLimit: 2);
        await using var host = await MessagingHost.StartAsync(Broker);
        await host.PublishAsync(queue, new Note(1));
        await Eventually.IsTrueAsync(
            async () =>
            {
                await using var channel = await Broker.Connection.CreateChannelAsync();
                await channel.BasicGetAsync(NameOf(queue), autoAck: false);
                return await Broker.CountAsync(DeadNameOf(queue)) == 1;
            },
            "the broker gives it up");
        var letter = Assert.Single(await host.Inspector.ListDeadAsync(queue, 10, CancellationToken.None));
        Assert.Contains("delivery limit", letter.Reason, StringComparison.Ordinal);
        Assert.NotNull(letter.DiedAt);
    }

    [Fact]
    public async Task While_the_broker_is_away_every_look_says_so()
    {
        var queue = Declare();
        await using var host = await MessagingHost.StartAsync(Broker, port: FreePort.Next());
        var error = await Assert.ThrowsAsync<DependencyUnavailableException>(() => host.Inspector.CountAsync(queue, CancellationToken.None));
        Assert.StartsWith("RabbitMQ at 127.0.0.1:", error.Message, StringComparison.Ordinal);
    }
}
