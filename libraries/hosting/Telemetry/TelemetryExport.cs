using System.Diagnostics;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Attune.Hosting.Telemetry;

/// <summary>
/// Sends traces, metrics and logs by OTLP while the process runs, and what is left when it ends. All further settings are the
/// standard <c>OTEL_…</c> environment variables, which the exporter reads by itself.
/// </summary>
internal static class TelemetryExport
{
    /// <summary>Telemetry leaves the process only when somebody has said where to.</summary>
    public static bool IsConfigured => !string.IsNullOrWhiteSpace(Environment.GetEnvironmentVariable("OTEL_EXPORTER_OTLP_ENDPOINT"));

    public static void Add(IServiceCollection services, ServiceIdentity identity) => services.AddOpenTelemetry()
        .ConfigureResource(resource => resource
            .AddService(identity.Name, serviceNamespace: "attune", identity.Version, autoGenerateServiceInstanceId: false,
                identity.InstanceId)
            // Again, so that what the environment says wins.
            .AddEnvironmentVariableDetector())
        .WithTracing(traces => traces
            .AddAspNetCoreInstrumentation(server => server.EnrichWithHttpResponse = (span, _) => NameAfterCall(span))
            .AddHttpClientInstrumentation()
            .AddSource(TelemetryNames.Sources)
            .AddOtlpExporter())
        .WithMetrics(metrics => metrics
            .AddAspNetCoreInstrumentation()
            .AddHttpClientInstrumentation()
            .AddRuntimeInstrumentation()
            .AddMeter(TelemetryNames.Meters)
            .AddOtlpExporter())
        .WithLogging(logs => logs.AddOtlpExporter(), options => options.IncludeFormattedMessage = true);

    /// <summary>
    /// Begins before all else in the process: what is created first is disposed last, and so exports what the others did at their end.
    /// </summary>
    public static void Begin(IServiceProvider services)
    {
        _ = services.GetService<TracerProvider>();
        _ = services.GetService<MeterProvider>();
    }

    // ASP.NET Core's instrumentation names spans after routes, which gRPC has none of.
    private static void NameAfterCall(Activity span)
    {
        if (span.GetTagItem("rpc.service") is string service) span.DisplayName = $"{service}/{span.GetTagItem("rpc.method")}";
    }
}
