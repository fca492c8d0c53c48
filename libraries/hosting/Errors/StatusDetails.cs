using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace Attune.Hosting.Errors;

/// <summary>Writes and reads the rich error model: a <see cref="Google.Rpc.Status"/> in <c>grpc-status-details-bin</c>.</summary>
public static class StatusDetails
{
    /// <summary>The trailer that carries the serialised <see cref="Google.Rpc.Status"/>.</summary>
    public const string TrailerName = "grpc-status-details-bin";

    private const int LongestMessage = 1000;

    /// <summary>The exception that makes the server answer with this status and these details.</summary>
    public static RpcException ToRpcException(StatusCode code, string message, params IEnumerable<IMessage> details)
    {
        var text = ErrorText.Cut(message, LongestMessage);
        var status = new Google.Rpc.Status { Code = (int)code, Message = text };
        status.Details.AddRange(details.Select(Any.Pack));
        return new RpcException(new Status(code, text), new Metadata { { TrailerName, status.ToByteArray() } });
    }

    /// <summary>What a failed call carried, or null when the server sent no details or unreadable ones.</summary>
    public static Google.Rpc.Status? Read(RpcException exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        var bytes = exception.Trailers.GetValueBytes(TrailerName);
        if (bytes is null) return null;
        try
        {
            return Google.Rpc.Status.Parser.ParseFrom(bytes);
        }
        catch (InvalidProtocolBufferException)
        {
            return null;
        }
    }

    /// <summary>The first detail of type <typeparamref name="T"/>, or null.</summary>
    public static T? Read<T>(RpcException exception) where T : class, IMessage<T>, new() =>
        Read(exception)?.Details.Select(detail => detail.TryUnpack<T>(out var message) ? message : null).FirstOrDefault(message => message is not null);
}
