using Attune.Testing;
using Microsoft.Extensions.Logging;

namespace Attune.Messaging.Integration.Consuming;

public sealed class ConsumerTests : BrokerFixture
{
    [Fact]
    public async Task A_message_reaches_its_handler_once_with_its_context()
    {
        var queue = Declare();
        await using var host = await MessagingHost.StartAsync(Broker, queue);
        var before = DateTimeOffset.UtcNow.AddSeconds(-2);

        await host.PublishAsync(queue, new Note(7, "hello"));

        await Eventually.IsTrueAsync(() => host.Inbox.Handled.Count == 1, "the note is handled");
        var (note, context) = host.Inbox.Handled[0];
        Assert.Equal(new Note(7, "hello"), note);
        Assert.Equal(queue, context.Queue);
        Assert.Equal(1, context.Attempt);
        Assert.True(Guid.TryParse(context.MessageId, out _));
        Assert.InRange(context.PublishedAt, before, DateTimeOffset.UtcNow);
        await Eventually.IsTrueAsync(async () => await Broker.CountAsync(NameOf(queue)) == 0, "the queue is empty");
    }

    [Fact]
    public async Task A_failing_message_is_tried_again_and_does_not_hold_up_others()
    {
        var queue = Declare();
        var inbox = new Inbox { OnNote = (note, context, _) => note.Number == 0 && context.Attempt < 4 ? throw new InvalidOperationException("not yet") : Task.CompletedTask };
        await using var host = await MessagingHost.StartAsync(Broker, queue, Impatient, inbox: inbox);

        for (var i = 0; i < 20; i++) await host.PublishAsync(queue, new Note(i));

        await Eventually.IsTrueAsync(() => host.Inbox.Handled.Count == 20, "all notes are handled");
        var (note, context) = Assert.Single(host.Inbox.Handled, entry => entry.Note.Number == 0);
        Assert.Equal(4, context.Attempt);
        Assert.Single(host.Inbox.Handled, entry => entry.Context.MessageId == context.MessageId);
        Assert.Equal(0, note.Number);
    }

    [Fact]
    public async Task A_message_that_waits_for_its_next_attempt_takes_no_place_of_a_handler()
    {
        var queue = Declare();
        var inbox = new Inbox { OnNote = (note, _, _) => note.Number == 0 ? throw new InvalidOperationException("always") : Task.CompletedTask };
        await using var host = await MessagingHost.StartAsync(Broker, queue, options => (options.Concurrency, options.RetryDelay, options.MaxRetryDelay) = (1, TimeSpan.FromHours(1), TimeSpan.FromHours(1)), inbox: inbox);

        for (var i = 0; i < 5; i++) await host.PublishAsync(queue, new Note(i));

        await Eventually.IsTrueAsync(() => host.Inbox.Handled.Count == 4, "the others are handled while the first one waits");
    }

    [Fact]
    public async Task No_more_handlers_run_at_once_than_allowed()
    {
        var queue = Declare();
        var (running, most) = (0, 0);
        var gate = new Lock();
        var inbox = new Inbox
        {
            OnNote = async (_, _, token) =>
            {
                lock (gate) most = Math.Max(most, ++running);
                await Task.Delay(5, token);
                lock (gate) running--;
            },
        };
        await using var host = await MessagingHost.StartAsync(Broker, queue, options => (options.Concurrency, options.Prefetch) = (3, 30), inbox: inbox);

        await Task.WhenAll(Enumerable.Range(0, 60).Select(i => host.PublishAsync(queue, new Note(i))));

        await Eventually.IsTrueAsync(() => host.Inbox.Handled.Count == 60, "all notes are handled");
        Assert.Equal(3, most);
    }

    [Fact]
    public async Task What_has_been_taken_often_is_handled_one_at_a_time_so_that_nothing_dies_of_its_neighbour()
    {
        var queue = Declare();
        var (running, most) = (0, 0);
        var gate = new Lock();
        var inbox = new Inbox
        {
            OnNote = async (_, context, token) =>
            {
                if (context.Attempt <= 3) throw new InvalidOperationException("not yet");
                lock (gate) most = Math.Max(most, ++running);
                await Task.Delay(20, token);
                lock (gate) running--;
            },
        };
        await using var host = await MessagingHost.StartAsync(
            Broker, queue, options => (options.Concurrency, options.Prefetch, options.RetryDelay, options.MaxRetryDelay) = (8, 8, TimeSpan.Zero, TimeSpan.Zero), inbox: inbox);

        for (var i = 0; i < 8; i++) await host.PublishAsync(queue, new Note(i));

        await Eventually.IsTrueAsync(() => host.Inbox.Handled.Count == 8, "all notes are handled");
        Assert.Equal(1, most);
    }

    [Fact]
    public async Task Stopping_lets_the_running_handler_finish_and_leaves_the_rest_in_the_queue()
    {
        var queue = Declare();
        var (entered, release) = (new TaskCompletionSource(), new TaskCompletionSource());
        var inbox = new Inbox
        {
            OnNote = async (_, _, token) =>
            {
                entered.TrySetResult();
                await release.Task.WaitAsync(token);
            },
        };
        await using var host = await MessagingHost.StartAsync(Broker, queue, inbox: inbox);
        for (var i = 0; i < 3; i++) await host.PublishAsync(queue, new Note(i));
        await entered.Task;

        var stopping = host.StopAsync();
        Assert.False(stopping.IsCompleted);
        release.SetResult();
        await stopping;

        Assert.Single(host.Inbox.Handled);
        await Eventually.IsTrueAsync(async () => await Broker.CountAsync(NameOf(queue)) == 2, "the other two are in the queue again");
    }

    [Fact]
    public async Task A_handler_that_does_not_finish_is_cancelled_when_the_host_loses_patience_and_its_message_comes_again()
    {
        var queue = Declare();
        var entered = new TaskCompletionSource();
        var inbox = new Inbox
        {
            OnNote = async (_, _, token) =>
            {
                entered.TrySetResult();
                await Task.Delay(Timeout.InfiniteTimeSpan, token);
            },
        };
        await using (var host = await MessagingHost.StartAsync(Broker, queue, inbox: inbox))
        {
            await host.PublishAsync(queue, new Note(1));
            await entered.Task;
            using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
            await host.StopAsync(patience.Token).WaitAsync(Eventually.Patience);
            Assert.Empty(host.Inbox.Handled);
            await Eventually.IsTrueAsync(() => host.Log.Count(LogLevel.Warning, "was broken off because the process has to stop") == 1, "the handler is cancelled");
        }

        await using var second = await MessagingHost.StartAsync(Broker, queue);
        await Eventually.IsTrueAsync(() => second.Inbox.Handled.Count == 1, "another process handles it");
        Assert.True(second.Inbox.Handled[0].Context.Attempt > 1);
    }

    [Fact]
    public async Task Options_that_contradict_each_other_are_refused_all_at_once()
    {
        var exception = await Assert.ThrowsAsync<ArgumentException>(() => MessagingHost.StartAsync(Broker, Declare(), options => (options.Concurrency, options.Prefetch, options.RetryDelay) = (0, -1, TimeSpan.FromSeconds(-1))));

        Assert.Contains("Concurrency is 0", exception.Message, StringComparison.Ordinal);
        Assert.Contains("Prefetch is -1", exception.Message, StringComparison.Ordinal);
        Assert.Contains("RetryDelay is -00:00:01", exception.Message, StringComparison.Ordinal);
    }
}
