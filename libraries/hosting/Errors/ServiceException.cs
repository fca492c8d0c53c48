using Google.Protobuf;
using Grpc.Core;

namespace Attune.Hosting.Errors;

/// <summary>
/// An error that the caller is meant to see: its message leaves the service as it is, with the status code and the
/// <c>google.rpc</c> details of the derived type. Every other exception leaves as INTERNAL without its message.
/// </summary>
public abstract class ServiceException : Exception
{
    private protected ServiceException(StatusCode statusCode, string message, Exception? inner = null)
        : base(message, inner) => StatusCode = statusCode;

    /// <summary>The gRPC status code that the caller gets.</summary>
    public StatusCode StatusCode { get; }

    /// <summary>Messages of <c>google/rpc/error_details.proto</c> that go with the status.</summary>
    internal virtual IEnumerable<IMessage> Details => [];
}
