using System.Threading.Channels;
using Attune.Embedding.Streaming;

namespace Attune.Embedding.Unit.Streaming;

public sealed class StreamWindowTests
{
    private readonly StreamWindow _window = new(new StreamingOptions { MaxTexts = 4, MaxTokens = 100 });

    [Fact]
    public async Task What_fits_enters_at_once_and_what_does_not_waits_for_room()
    {
        var waiters = new Waiters();
        await _window.EnterAsync(3, 10, CancellationToken.None);
        await _window.EnterAsync(1, 10, CancellationToken.None);
        var third = waiters.Run(() => _window.EnterAsync(2, 10, CancellationToken.None));
        Assert.False(third.IsCompleted);
        _window.Leave(1, 10);
        await waiters.WokenAsync();
        Assert.False(third.IsCompleted);
        _window.Leave(3, 10);
        await waiters.WokenAsync();
        Assert.True(third.IsCompletedSuccessfully);
    }

    [Fact]
    public async Task Tokens_count_like_texts()
    {
        await _window.EnterAsync(1, 90, CancellationToken.None);
        var second = _window.EnterAsync(1, 11, CancellationToken.None);
        Assert.False(second.IsCompleted);
        _window.Leave(1, 90);
        await second;
    }

    [Fact]
    public async Task What_is_larger_than_the_window_goes_alone()
    {
        await _window.EnterAsync(9, 1_000, CancellationToken.None);
        var next = _window.EnterAsync(1, 1, CancellationToken.None);
        Assert.False(next.IsCompleted);
        _window.Leave(9, 1_000);
        await next;
        var large = _window.EnterAsync(9, 1_000, CancellationToken.None);
        Assert.False(large.IsCompleted);
        _window.Leave(1, 1);
        await large;
    }

    [Fact]
    public async Task Who_waits_can_give_up()
    {
        await _window.EnterAsync(4, 1, CancellationToken.None);
        using var cancellation = new CancellationTokenSource();
        var waiting = _window.EnterAsync(1, 1, cancellation.Token);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        _window.Leave(4, 1);
        await _window.EnterAsync(4, 1, CancellationToken.None);
    }

    /// <summary>Runs whoever has been woken up, until it is done or waits again.</summary>
    private sealed class Waiters : SynchronizationContext
    {
        private readonly Channel<Action> _woken = Channel.CreateUnbounded<Action>();

        public override void Post(SendOrPostCallback d, object? state) => _woken.Writer.TryWrite(() => d(state));

        public async Task WokenAsync()
        {
            var next = await _woken.Reader.ReadAsync();
            await Run(() =>
            {
                next();
                return Task.CompletedTask;
            });
        }

        public Task Run(Func<Task> work)
        {
            var before = Current;
            SetSynchronizationContext(this);
            try
            {
                return work();
            }
            finally
            {
                SetSynchronizationContext(before);
            }
        }
    }
}
