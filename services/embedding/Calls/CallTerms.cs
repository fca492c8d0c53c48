using Attune.Embedding.Scheduling;
using Attune.Hosting.Errors;
using Grpc.Core;
using V1 = Attune.Contracts.Embedding.V1;

namespace Attune.Embedding.Calls;

/// <summary>How a call waits for the device.</summary>
/// <param name="Priority">Who waits for the answer.</param>
/// <param name="Deadline">When the caller gives up, in UTC.</param>
/// <param name="WaitForRoom">Wait where the queue is full, instead of being refused.</param>
internal sealed record CallTerms(CallPriority Priority, DateTime Deadline, bool WaitForRoom)
{
    /// <summary>Stops work that nobody waits for: the token may be late on a machine that is busy.</summary>
    /// <exception cref="DeadlineExceededException">The caller has given up by now.</exception>
    /// <exception cref="OperationCanceledException">The caller is gone.</exception>
    public void ThrowIfOver(TimeProvider time, CancellationToken cancellationToken)
    {
        if (Deadline != DateTime.MaxValue && Deadline <= time.GetUtcNow().UtcDateTime)
            throw new DeadlineExceededException("The deadline passed while the call's texts were tokenised.");
        cancellationToken.ThrowIfCancellationRequested();
    }

    public static CallTerms Unary(V1.Priority priority, ServerCallContext context) =>
        new(priority == V1.Priority.Backfill ? CallPriority.Backfill : CallPriority.Interactive, context.Deadline, WaitForRoom: false);

    public static CallTerms Stream(V1.Priority priority, ServerCallContext context) =>
        new(priority == V1.Priority.Interactive ? CallPriority.Interactive : CallPriority.Backfill, context.Deadline, WaitForRoom: true);
}
