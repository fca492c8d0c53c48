using Attune.Matching.Host.Foreground;
using Attune.Testing;

namespace Attune.Matching.Integration.Foreground;

public sealed class ForegroundTests(MatchingFixture matching) : IClassFixture<MatchingFixture>
{
    [Fact]
    public async Task Other_processes_hear_of_calls_until_there_have_been_none_for_a_while()
    {
        var answering = new ForegroundCalls(TimeProvider.System);
        using var signal = new ForegroundSignal(answering, matching.Database, TimeProvider.System);
        await signal.StartAsync(CancellationToken.None);
        Assert.False(await AnywhereAsync());
        answering.Note();
        await Eventually.IsTrueAsync(AnywhereAsync, "a call is heard of");
        await Eventually.IsTrueAsync(async () => !await AnywhereAsync(), "the calls are over");
        answering.Note();
        await Eventually.IsTrueAsync(AnywhereAsync, "a later call is heard of");
        await signal.StopAsync(CancellationToken.None);
        Assert.False(await AnywhereAsync());
    }

    [Fact]
    public async Task A_process_knows_its_own_calls_without_asking()
    {
        var answering = new ForegroundCalls(TimeProvider.System);
        answering.Note();
        Assert.True(await new ForegroundWatch(answering, database: null!, TimeProvider.System).AnyAsync(CancellationToken.None));
    }

    // Another process each time, which has not asked before.
    private Task<bool> AnywhereAsync() => new ForegroundWatch(new ForegroundCalls(TimeProvider.System), matching.Database, TimeProvider.System).AnyAsync(CancellationToken.None);
}
