using System.Threading.Channels;

namespace Attune.Hosting.Unit;

public sealed class RecurringServiceTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_look_that_fails_is_told_and_the_next_one_comes()
    {
        using var service = new Looker(looksAtOnce: true, TimeSpan.FromMilliseconds(1));
        await service.StartAsync(CancellationToken.None);

        for (var look = 1; look <= 3; look++) Assert.Equal(look, await service.NextAsync());
        await service.StopAsync(CancellationToken.None);

        Assert.Equal("1 fails", service.Told[0]);
        Assert.False(service.ExecuteTask!.IsFaulted);
    }

    [Fact]
    public async Task Woken_it_looks_before_its_pause_is_over()
    {
        using var service = new Looker(looksAtOnce: false, TimeSpan.FromDays(1));
        await service.StartAsync(CancellationToken.None);
        Assert.Equal(0, service.Looks);

        service.Wake();

        Assert.Equal(1, await service.NextAsync());
        await service.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task A_look_that_breaks_because_the_host_stops_is_no_failure()
    {
        using var service = new Looker(looksAtOnce: true, TimeSpan.FromMilliseconds(1)) { BreaksWhenStopped = true };
        await service.StartAsync(CancellationToken.None);
        await service.NextAsync();

        await service.StopAsync(CancellationToken.None);

        Assert.Empty(service.Told);
        Assert.True(service.ExecuteTask!.IsCompletedSuccessfully);
    }

    private sealed class Looker(bool looksAtOnce, TimeSpan interval) : RecurringService(TimeProvider.System, looksAtOnce)
    {
        private readonly Channel<int> _looks = Channel.CreateUnbounded<int>();

        public int Looks { get; private set; }

        public List<string> Told { get; } = [];

        public bool BreaksWhenStopped { get; init; }

        protected override TimeSpan Interval => interval;

        public Task<int> NextAsync() => _looks.Reader.ReadAsync().AsTask().WaitAsync(Limit);

        protected override async Task LookAsync(CancellationToken cancellationToken)
        {
            await _looks.Writer.WriteAsync(++Looks, CancellationToken.None);
            if (!BreaksWhenStopped) throw new InvalidOperationException($"{Looks} fails");
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw new IOException("The connection broke.");
        }

        protected override void Tell(Exception error) => Told.Add(error.Message);
    }
}
