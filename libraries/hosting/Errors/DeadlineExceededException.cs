using Grpc.Core;

namespace Attune.Hosting.Errors;

/// <summary>The call's deadline passed before its work was done: DEADLINE_EXCEEDED.</summary>
/// <param name="message">Where the time went.</param>
public sealed class DeadlineExceededException(string message) : ServiceException(StatusCode.DeadlineExceeded, message);
