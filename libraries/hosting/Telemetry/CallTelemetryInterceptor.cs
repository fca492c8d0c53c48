using System.Diagnostics;
using Attune.Hosting.Calls;
using Grpc.Core;

namespace Attune.Hosting.Telemetry;

/// <summary>Measures every call and puts its gRPC names and status on the server span that ASP.NET Core has started.</summary>
internal sealed class CallTelemetryInterceptor(CallMetrics metrics, TimeProvider time) : EveryCallInterceptor
{
    protected override async Task<T> AroundAsync<T>(ServerCallContext context, Func<Task<T>> call)
    {
        var (service, method) = Split(context.Method);
        var activity = Activity.Current;
        if (activity is { IsAllDataRequested: true }) Describe(activity, service, method);
        var start = time.GetTimestamp();
        var status = StatusCode.Unknown;
        try
        {
            var result = await call();
            status = context.Status.StatusCode;
            return result;
        }
        catch (RpcException exception)
        {
            status = exception.StatusCode;
            throw;
        }
        finally
        {
            metrics.Record(service, method, status, time.GetElapsedTime(start));
            activity?.SetTag("rpc.grpc.status_code", (int)status);
            if (status is StatusCode.Unknown or StatusCode.Internal or StatusCode.DataLoss or StatusCode.Unavailable
                or StatusCode.Unimplemented or StatusCode.DeadlineExceeded)
                activity?.SetStatus(ActivityStatusCode.Error);
        }
    }

    private static void Describe(Activity activity, string service, string method)
    {
        activity.SetTag("rpc.system", "grpc");
        activity.SetTag("rpc.service", service);
        activity.SetTag("rpc.method", method);
    }

    private static (string Service, string Method) Split(string fullMethod)
    {
        var slash = fullMethod.LastIndexOf('/');
        return (fullMethod[1..slash], fullMethod[(slash + 1)..]);
    }
}
