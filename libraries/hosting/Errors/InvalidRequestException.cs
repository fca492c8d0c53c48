using Google.Protobuf;
using Google.Rpc;
using Grpc.Core;

namespace Attune.Hosting.Errors;

/// <summary>The request itself is wrong: INVALID_ARGUMENT with a <see cref="BadRequest"/> that names every violation.</summary>
/// <param name="violations">All violations of the request, at least one.</param>
public sealed class InvalidRequestException(IReadOnlyList<FieldViolation> violations)
    : ServiceException(StatusCode.InvalidArgument, ViolationText.Summarise(violations))
{
    /// <summary>A request with a single violation.</summary>
    public InvalidRequestException(string field, string description) : this([new FieldViolation(field, description)])
    {
    }

    /// <summary>All violations of the request.</summary>
    public IReadOnlyList<FieldViolation> Violations { get; } = violations;

    internal override IEnumerable<IMessage> Details => [ViolationText.ToBadRequest(Violations)];
}
