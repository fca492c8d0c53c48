using Grpc.Core;

namespace Attune.Hosting.Errors;

/// <summary>What the request names does not exist: NOT_FOUND.</summary>
/// <param name="message">What was looked for, with its id.</param>
public sealed class ResourceNotFoundException(string message) : ServiceException(StatusCode.NotFound, message);
