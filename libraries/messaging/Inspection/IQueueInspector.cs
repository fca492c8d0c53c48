using Attune.Hosting.Errors;

namespace Attune.Messaging;

/// <summary>Looks into queues without taking anything out of them, and brings dead letters back.</summary>
/// <remarks>Every call fails with a <see cref="DependencyUnavailableException"/> while the broker is away.</remarks>
public interface IQueueInspector
{
    /// <summary>How many messages wait in the queue; those that consumers have in hand are not counted.</summary>
    Task<long> CountAsync(Queue queue, CancellationToken cancellationToken);

    /// <summary>How many dead letters the queue has.</summary>
    Task<long> CountDeadAsync(Queue queue, CancellationToken cancellationToken);

    /// <summary>
    /// The oldest dead letters of the queue. They stay where they are; while one call looks at them, another one sees fewer.
    /// </summary>
    Task<IReadOnlyList<DeadLetter>> ListDeadAsync(Queue queue, int most, CancellationToken cancellationToken);

    /// <summary>
    /// Sends dead letters to their queue again. One leaves the dead letters only after the queue has it: a crash in between leaves it in
    /// both, never in none.
    /// </summary>
    /// <param name="queue">Whose dead letters.</param>
    /// <param name="most">Looks at no more than these, the oldest of those that are there when it begins.</param>
    /// <param name="chooseAsync">Says whether to send one; called before it is sent.</param>
    /// <param name="cancellationToken">Stops between two messages.</param>
    /// <returns>How many were sent.</returns>
    Task<int> RequeueDeadAsync(
        Queue queue, int most, Func<DeadLetter, CancellationToken, Task<bool>> chooseAsync, CancellationToken cancellationToken);
}
