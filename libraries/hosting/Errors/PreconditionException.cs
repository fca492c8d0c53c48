using Grpc.Core;

namespace Attune.Hosting.Errors;

/// <summary>The request is right, but the state of the system forbids it (dimensions, hashes, a gate): FAILED_PRECONDITION.</summary>
/// <param name="message">What the state is, what it has to be, and what to do.</param>
public sealed class PreconditionException(string message) : ServiceException(StatusCode.FailedPrecondition, message);
