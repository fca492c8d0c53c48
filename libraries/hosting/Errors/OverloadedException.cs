using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;

namespace Attune.Hosting.Errors;

/// <summary>A queue is full: RESOURCE_EXHAUSTED with a <see cref="RetryInfo"/>.</summary>
/// <param name="message">What is full.</param>
/// <param name="retryAfter">How long the caller should wait; not negative.</param>
public sealed class OverloadedException(string message, TimeSpan retryAfter) : ServiceException(StatusCode.ResourceExhausted, message)
{
    /// <summary>How long the caller should wait before it tries again.</summary>
    public TimeSpan RetryAfter { get; } = retryAfter >= TimeSpan.Zero
        ? retryAfter
        : throw new ArgumentOutOfRangeException(nameof(retryAfter), retryAfter, "A wait cannot be negative.");

    internal override IEnumerable<IMessage> Details => [new RetryInfo { RetryDelay = Duration.FromTimeSpan(RetryAfter) }];
}
