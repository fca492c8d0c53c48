namespace Attune.Matching.Music.Matches;

/// <summary>
/// Lets equal requests that come while one of them is being worked on share its result. The work goes on as long as anybody waits for it,
/// whoever started it, and is cancelled when the last one has gone.
/// </summary>
internal sealed class SharedRuns<TResult>
{
    private readonly Dictionary<string, Run> _running = new(StringComparer.Ordinal);

    /// <returns>The result, and whether this call started the work.</returns>
    public async Task<(TResult Result, bool Started)> RunAsync(
        string key, Func<CancellationToken, Task<TResult>> work, CancellationToken cancellationToken)
    {
        var (run, started) = Join(key);
        try
        {
            if (started) _ = FollowAsync(key, run, work);
            return (await run.Result.Task.WaitAsync(cancellationToken), started);
        }
        finally
        {
            await LeaveAsync(key, run);
        }
    }

    private (Run Run, bool Started) Join(string key)
    {
        lock (_running)
        {
            var started = !_running.TryGetValue(key, out var run);
            if (started) _running[key] = run = new Run();
            run!.Waiting++;
            return (run, started);
        }
    }

    private async Task FollowAsync(string key, Run run, Func<CancellationToken, Task<TResult>> work)
    {
        try
        {
            run.Result.SetResult(await work(run.Cancellation.Token));
        }
        catch (Exception error)
        {
            run.Result.SetException(error);
            // Nobody may be left to look at it.
            _ = run.Result.Task.Exception;
        }
        Forget(key, run);
    }

    private async Task LeaveAsync(string key, Run run)
    {
        lock (_running)
        {
            if (--run.Waiting > 0) return;
            // Under the same lock: nobody may join what is about to be cancelled.
            Forget(key, run);
        }
        await run.Cancellation.CancelAsync();
    }

    private void Forget(string key, Run run)
    {
        lock (_running)
            if (_running.GetValueOrDefault(key) == run) _running.Remove(key);
    }

    private sealed class Run
    {
        public TaskCompletionSource<TResult> Result { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
        public CancellationTokenSource Cancellation { get; } = new();
        public int Waiting { get; set; }
    }
}
