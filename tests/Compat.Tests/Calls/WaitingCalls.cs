using System.Collections.Concurrent;

namespace Attune.Compat.Tests.Calls;

/// <summary>Calls that wait on the server until they are cancelled, by the name that the test gave them.</summary>
public sealed class WaitingCalls
{
    /// <summary>How long a test that fails hangs.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<string, (TaskCompletionSource Started, TaskCompletionSource Cancelled)> _calls =
        new(StringComparer.Ordinal);

    /// <summary>Completes when the call has reached its handler.</summary>
    public Task Started(string name) => Of(name).Started.Task.WaitAsync(Patience);

    /// <summary>Completes when the handler's token has fired.</summary>
    public Task Cancelled(string name) => Of(name).Cancelled.Task.WaitAsync(Patience);

    public async Task WaitAsync(string name, CancellationToken cancellationToken)
    {
        var (started, cancelled) = Of(name);
        started.TrySetResult();
        try
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        }
        finally
        {
            cancelled.TrySetResult();
        }
    }

    private (TaskCompletionSource Started, TaskCompletionSource Cancelled) Of(string name) => _calls.GetOrAdd(
        name,
        static _ => (
            new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously),
            new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)));
}
