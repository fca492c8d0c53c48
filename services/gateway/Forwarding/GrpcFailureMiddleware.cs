using Attune.Gateway.Routing;
using Grpc.Core;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using Yarp.ReverseProxy.Forwarder;

namespace Attune.Gateway.Forwarding;

/// <summary>
/// Turns what goes wrong between the gateway and a backend into a gRPC status that says which service it is and what to do.
/// </summary>
internal sealed class GrpcFailureMiddleware(RequestDelegate next, IOptions<GatewayOptions> options, BackendOutages outages)
{
    private readonly Dictionary<string, Backend> _backends = Backend.All(options.Value)
        .ToDictionary(backend => backend.Name, StringComparer.Ordinal);

    public async Task InvokeAsync(HttpContext context)
    {
        var reset = context.Features.Get<IHttpResetFeature>() is { } inner ? new HeldReset(inner) : null;
        if (reset is not null) context.Features.Set<IHttpResetFeature>(reset);
        await next(context);

        var backend = _backends[context.GetReverseProxyFeature().Route.Config.RouteId];
        var failure = context.GetForwarderErrorFeature();
        if (failure is null)
        {
            outages.ReportReachable(backend);
        }
        else if (!context.RequestAborted.IsCancellationRequested && IsOfBackend(failure) && GrpcAnswer.IsGrpc(context.Request))
        {
            outages.ReportFailure(backend, failure.Exception);
            if (TryAnswer(context.Response, backend)) return;
        }
        reset?.Release();
    }

    private static bool TryAnswer(HttpResponse response, Backend backend)
    {
        if (!response.HasStarted)
        {
            GrpcAnswer.WriteStatus(
                response, StatusCode.Unavailable, $"{backend.Name} is not reachable at {backend.Address}. Is it running?");
            return true;
        }
        if (!response.SupportsTrailers()) return false;
        GrpcAnswer.AppendStatus(
            response, StatusCode.Unavailable,
            $"{backend.Name} at {backend.Address} broke off in the middle of its answer. Is it still running?");
        return true;
    }

    /// <summary>
    /// Everything but what the caller did: hang up, or break off its own stream. When a backend dies while both sides of a
    /// call are open, YARP may notice first that it can no longer read from the caller; the exception tells.
    /// </summary>
    private static bool IsOfBackend(IForwarderErrorFeature failure) => IsFromHttpClient(failure.Exception) || failure.Error is
        ForwarderError.Request or ForwarderError.RequestTimedOut or ForwarderError.RequestBodyDestination or
        ForwarderError.ResponseHeaders or ForwarderError.ResponseBodyDestination or ForwarderError.NoAvailableDestinations;

    private static bool IsFromHttpClient(Exception? exception) => exception switch
    {
        null => false,
        HttpRequestException or HttpIOException => true,
        AggregateException all => all.InnerExceptions.Any(IsFromHttpClient),
        _ => IsFromHttpClient(exception.InnerException),
    };
}
