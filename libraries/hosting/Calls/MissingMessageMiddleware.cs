using Grpc.AspNetCore.Server;
using Grpc.Core;

namespace Attune.Hosting.Calls;

/// <summary>
/// Answers UNAVAILABLE, not INTERNAL, to a call that ends before its one message has begun. It is what .NET's clients make of a call that a
/// stopping server has sent back unseen: the connection below tries it again by itself, while the retries of gRPC, if they are on, take its
/// message for sent already. Told UNAVAILABLE, they send it. That a call of one message has one, framed by a flag and a length, is the
/// protocol's rule (https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md#requests: Request → Request-Headers
/// *Length-Prefixed-Message EOS).
/// </summary>
internal sealed class MissingMessageMiddleware(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (!TakesOneMessage(context.GetEndpoint()) || !await IsEmptyAsync(context))
        {
            await next(context);
            return;
        }
        context.Response.ContentType = "application/grpc";
        context.Response.Headers["grpc-status"] = $"{(int)StatusCode.Unavailable}";
        context.Response.Headers["grpc-message"] = "The call ended before its message. Call again.";
    }

    private static bool TakesOneMessage(Endpoint? endpoint) =>
        endpoint?.Metadata.GetMetadata<GrpcMethodMetadata>()?.Method.Type is MethodType.Unary or MethodType.ServerStreaming;

    private static async Task<bool> IsEmptyAsync(HttpContext context)
    {
        var body = context.Request.BodyReader;
        var read = await body.ReadAsync(context.RequestAborted);
        // It is only looked at: the handler reads the same bytes.
        body.AdvanceTo(read.Buffer.Start);
        return read is { IsCompleted: true, Buffer.IsEmpty: true };
    }
}
