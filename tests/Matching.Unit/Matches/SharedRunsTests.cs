using Attune.Matching.Music.Matches;

namespace Attune.Matching.Unit.Matches;

public sealed class SharedRunsTests
{
    private readonly SharedRuns<int> _runs = new();
    private readonly TaskCompletionSource<int> _work = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Fact]
    public async Task Equal_requests_share_one_run()
    {
        var starts = 0;
        var calls = Enumerable.Range(0, 8).Select(_ => _runs.RunAsync("key", _ =>
        {
            starts++;
            return _work.Task;
        }, CancellationToken.None)).ToList();
        _work.SetResult(7);
        var results = await Task.WhenAll(calls);
        Assert.Equal(1, starts);
        Assert.All(results, result => Assert.Equal(7, result.Result));
        Assert.Single(results, result => result.Started);
    }

    [Fact]
    public async Task The_work_goes_on_when_the_one_that_started_it_goes()
    {
        using var impatient = new CancellationTokenSource();
        var first = _runs.RunAsync("key", token => _work.Task.WaitAsync(token), impatient.Token);
        var second = _runs.RunAsync("key", _ => throw new InvalidOperationException("must join"), CancellationToken.None);
        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        _work.SetResult(7);
        Assert.Equal((7, false), await second);
    }

    [Fact]
    public async Task The_work_is_cancelled_when_the_last_one_goes_and_the_next_one_starts_anew()
    {
        using var impatient = new CancellationTokenSource();
        var ended = new TaskCompletionSource<bool>();
        var first = _runs.RunAsync("key", async token =>
        {
            try
            {
                return await _work.Task.WaitAsync(token);
            }
            finally
            {
                ended.SetResult(token.IsCancellationRequested);
            }
        }, impatient.Token);
        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        Assert.True(await ended.Task);
        Assert.Equal((8, true), await _runs.RunAsync("key", _ => Task.FromResult(8), CancellationToken.None));
    }

    [Fact]
    public async Task A_failure_is_everybodys_and_is_not_remembered()
    {
        var calls = Enumerable.Range(0, 3).Select(_ => _runs.RunAsync("key", _ => _work.Task, CancellationToken.None)).ToList();
        _work.SetException(new InvalidOperationException("broken"));
        foreach (var call in calls) await Assert.ThrowsAsync<InvalidOperationException>(() => call);
        Assert.Equal((8, true), await _runs.RunAsync("key", _ => Task.FromResult(8), CancellationToken.None));
    }

    [Fact]
    public async Task Different_requests_run_beside_each_other()
    {
        var one = _runs.RunAsync("one", _ => _work.Task, CancellationToken.None);
        Assert.Equal((2, true), await _runs.RunAsync("two", _ => Task.FromResult(2), CancellationToken.None));
        _work.SetResult(1);
        Assert.Equal((1, true), await one);
    }
}
