using Attune.Gateway.Routing;
using Grpc.Core;
using Microsoft.Extensions.Options;

namespace Attune.Gateway.Forwarding;

/// <summary>The answer to a call that no route knows.</summary>
internal static class UnknownCall
{
    public static IResult Answer(HttpContext context, IOptions<GatewayOptions> options)
    {
        var packages = string.Join(", ", Backend.All(options.Value).Select(backend => backend.Package));
        var message = $"{context.Request.Path.Value?.TrimStart('/')} is not served here. The gateway serves the packages {packages}.";
        if (!GrpcAnswer.IsGrpc(context.Request))
            return Results.Text($"This port speaks gRPC. {message}", statusCode: StatusCodes.Status404NotFound);
        GrpcAnswer.WriteStatus(context.Response, StatusCode.Unimplemented, message);
        return Results.Empty;
    }
}
