using System.Diagnostics;
using System.Diagnostics.Metrics;
using Grpc.Core;

namespace Attune.Hosting.Telemetry;

/// <summary>
/// <c>rpc.server.duration</c>: how long calls took, in seconds, by service, method and status. ASP.NET Core's own
/// <c>http.server.request.duration</c> knows neither the method nor the status of a gRPC call.
/// </summary>
internal sealed class CallMetrics
{
    public const string MeterName = "Attune.Hosting";
    public const string DurationName = "rpc.server.duration";

    private static readonly double[] Boundaries = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300];
    private readonly Histogram<double> _duration;

    public CallMetrics(IMeterFactory meters) => _duration = meters.Create(MeterName).CreateHistogram(
        DurationName, "s", "Duration of gRPC calls as the server sees them.", tags: null,
        new InstrumentAdvice<double> { HistogramBucketBoundaries = Boundaries });

    public void Record(string service, string method, StatusCode status, TimeSpan elapsed) =>
        _duration.Record(elapsed.TotalSeconds, new TagList
    {
        { "rpc.system", "grpc" },
        { "rpc.service", service },
        { "rpc.method", method },
        { "rpc.grpc.status_code", (int)status },
    });
}
