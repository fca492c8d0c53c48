using Attune.Embedding.Scheduling;
using Grpc.Core;
using V1 = Attune.Contracts.Embedding.V1;

namespace Attune.Embedding.Calls;

/// <summary>How a call waits for the device.</summary>
/// <param name="Priority">Who waits for the answer.</param>
/// <param name="Deadline">When the caller gives up, in UTC.</param>
/// <param name="WaitForRoom">Wait where the queue is full, instead of being refused.</param>
internal sealed record CallTerms(CallPriority Priority, DateTime Deadline, bool WaitForRoom)
{
    public static CallTerms Unary(V1.Priority priority, ServerCallContext context) =>
        new(priority == V1.Priority.Backfill ? CallPriority.Backfill : CallPriority.Interactive, context.Deadline, WaitForRoom: false);

    public static CallTerms Stream(V1.Priority priority, ServerCallContext context) =>
        new(priority == V1.Priority.Interactive ? CallPriority.Interactive : CallPriority.Backfill, context.Deadline, WaitForRoom: true);
}
