using Google.Protobuf;
using Google.Rpc;
using Grpc.Core;

namespace Attune.Hosting.Errors;

/// <summary>The request is right, but the state of the system forbids it (dimensions, hashes, a gate): FAILED_PRECONDITION.</summary>
/// <param name="message">What the state is, what it has to be, and what to do.</param>
/// <param name="violations">The same for machines, as a <see cref="PreconditionFailure"/>; may be left out.</param>
public sealed class PreconditionException(
    string message, IReadOnlyList<PreconditionViolation>? violations = null) : ServiceException(StatusCode.FailedPrecondition, message)
{
    /// <summary>What was given; empty when nothing was.</summary>
    public IReadOnlyList<PreconditionViolation> Violations { get; } = violations ?? [];

    internal override IEnumerable<IMessage> Details => Violations.Count == 0 ? [] :
    [
        new PreconditionFailure
        {
            Violations = { Violations.Select(ToMessage) },
        },
    ];

    private static PreconditionFailure.Types.Violation ToMessage(PreconditionViolation violation) =>
        new() { Type = violation.Type, Subject = violation.Subject, Description = violation.Description };
}
