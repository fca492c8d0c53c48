using Grpc.Core;

namespace Attune.Hosting.Errors;

/// <summary>Something that the service needs cannot be reached, or is still loading: UNAVAILABLE, worth a retry.</summary>
/// <param name="message">What is unavailable and what to do; it leaves the service, so no secrets.</param>
/// <param name="inner">The cause, for the log only.</param>
public class DependencyUnavailableException(string message, Exception? inner = null)
    : ServiceException(StatusCode.Unavailable, message, inner);
