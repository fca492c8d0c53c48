using Attune.Hosting.Errors;

namespace Attune.Storage;

/// <summary>
/// Waits out an outage of the database, or of a service that is needed, with a piece of work in hand: an outage is no fault of the work and
/// must not use up its attempts.
/// </summary>
public static class OutageWait
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(0.5), Longest = TimeSpan.FromSeconds(10);

    /// <summary>What is away, in one sentence and without secrets; null for a failure that is no outage.</summary>
    public static string? Reason(Exception error) =>
        error is DependencyUnavailableException ? error.Message : StorageOutage.IsOne(error) ? StorageOutage.Reason(error) : null;

    /// <summary>
    /// Does the work again after every outage, with growing, jittered pauses from half a second to 10 s, or as long as a full dependency
    /// asks for.
    /// </summary>
    /// <param name="workAsync">Leaves nothing half done when it fails. Other failures than outages go to the caller.</param>
    /// <param name="toldAsync">Is told the reason and the pause that follows; false gives the work up.</param>
    /// <param name="time">Of the pauses.</param>
    /// <param name="cancellationToken">Ends the waiting, too.</param>
    /// <returns>Whether the work is done.</returns>
    public static async Task<bool> RunAsync(
        Func<CancellationToken, Task> workAsync, Func<string, TimeSpan, Task<bool>> toldAsync, TimeProvider time,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(workAsync);
        ArgumentNullException.ThrowIfNull(toldAsync);
        for (var pause = First; ; pause = pause * 2 < Longest ? pause * 2 : Longest)
        {
            var wait = pause;
            try
            {
                await workAsync(cancellationToken);
                return true;
            }
            catch (Exception error) when (Reason(error) is { } reason)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (error is DependencyOverloadedException { RetryAfter: var asked } && asked > wait) wait = asked;
                if (!await toldAsync(reason, wait)) return false;
            }
            await Task.Delay(wait * (0.5 + Random.Shared.NextDouble()), time, cancellationToken);
        }
    }
}
