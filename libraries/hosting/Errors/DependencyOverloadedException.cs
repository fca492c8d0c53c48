using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;

namespace Attune.Hosting.Errors;

/// <summary>
/// Something that the service needs is up and has no room: UNAVAILABLE with a <see cref="RetryInfo"/>. Whoever can do without a dependency
/// that is away can do without one that is full, hence the base.
/// </summary>
/// <param name="message">What is full and what to do; it leaves the service, so no secrets.</param>
/// <param name="retryAfter">How long the dependency asks to wait; not negative.</param>
/// <param name="inner">The cause, for the log only.</param>
public sealed class DependencyOverloadedException(string message, TimeSpan retryAfter, Exception? inner = null)
    : DependencyUnavailableException(message, inner)
{
    /// <summary>How long the dependency asks to wait before it is tried again.</summary>
    public TimeSpan RetryAfter { get; } = retryAfter >= TimeSpan.Zero
        ? retryAfter
        : throw new ArgumentOutOfRangeException(nameof(retryAfter), retryAfter, "A wait cannot be negative.");

    internal override IEnumerable<IMessage> Details => [new RetryInfo { RetryDelay = Duration.FromTimeSpan(RetryAfter) }];
}
