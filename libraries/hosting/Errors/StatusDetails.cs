using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace Attune.Hosting.Errors;

/// <summary>
/// Writes the rich error model: a <see cref="Google.Rpc.Status"/> in the trailer <c>grpc-status-details-bin</c>. Whoever reads it, here or
/// in a client, does so by <c>Trailers.GetRpcStatus(ignoreParseError: true)</c> of Grpc.StatusProto: details that cannot be read must not
/// hide the status itself.
/// </summary>
internal static class StatusDetails
{
    private const int LongestMessage = 1000;

    /// <summary>The exception that makes the server answer with this status and these details.</summary>
    public static RpcException ToRpcException(StatusCode code, string message, params IEnumerable<IMessage> details)
    {
        var text = ErrorText.Cut(message, LongestMessage);
        return new Google.Rpc.Status { Code = (int)code, Message = text, Details = { details.Select(Any.Pack) } }.ToRpcException(
            code, text);
    }
}
