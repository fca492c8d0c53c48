namespace Grpc.Core;

/// <summary>
/// Thrown on the client when a call ends with a status other than OK; thrown by a server handler to choose that status and
/// what goes into the trailers beside it. The inner exception is the status's <see cref="Status.DebugException"/>.
/// </summary>
public class RpcException : Exception
{
    public RpcException(Status status)
        : this(status, Metadata.Empty, status.ToString())
    {
    }

    /// <param name="status">Outcome of the call.</param>
    /// <param name="message">For <see cref="Exception.Message"/> only; what travels is the status's detail.</param>
    public RpcException(Status status, string message)
        : this(status, Metadata.Empty, message)
    {
    }

    public RpcException(Status status, Metadata trailers)
        : this(status, trailers, status.ToString())
    {
    }

    public RpcException(Status status, Metadata trailers, string message)
        : base(message, status.DebugException)
    {
        ArgumentNullException.ThrowIfNull(trailers);
        Status = status;
        Trailers = trailers;
    }

    public Status Status { get; }

    public StatusCode StatusCode => Status.StatusCode;

    /// <summary>Never null; frozen and empty when none were given.</summary>
    public Metadata Trailers { get; }
}
