using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Attune.Hosting.Telemetry;

/// <summary>
/// Sends traces and metrics by OTLP while the process runs; disposing it sends what is left. All further settings are the
/// standard <c>OTEL_…</c> environment variables, which the exporter reads by itself.
/// </summary>
internal sealed class TelemetryExport(ServiceIdentity identity) : IDisposable
{
    private readonly TracerProvider _traces = Sdk.CreateTracerProviderBuilder()
        .SetResourceBuilder(Describe(identity))
        .AddSource(TelemetryNames.Sources)
        .AddOtlpExporter()
        .Build();

    private readonly MeterProvider _metrics = Sdk.CreateMeterProviderBuilder()
        .SetResourceBuilder(Describe(identity))
        .AddMeter(TelemetryNames.Meters)
        .AddOtlpExporter()
        .Build();

    /// <summary>Telemetry leaves the process only when somebody has said where to.</summary>
    public static bool IsConfigured => !string.IsNullOrWhiteSpace(Environment.GetEnvironmentVariable("OTEL_EXPORTER_OTLP_ENDPOINT"));

    public static void AddLogs(ILoggingBuilder logging, ServiceIdentity identity) => logging.AddOpenTelemetry(options =>
    {
        options.SetResourceBuilder(Describe(identity));
        options.IncludeFormattedMessage = true;
        options.AddOtlpExporter();
    });

    public void Dispose()
    {
        _traces.Dispose();
        _metrics.Dispose();
    }

    private static ResourceBuilder Describe(ServiceIdentity identity) => ResourceBuilder.CreateEmpty()
        .AddTelemetrySdk()
        .AddService(identity.Name, serviceNamespace: "attune", identity.Version, autoGenerateServiceInstanceId: false, identity.InstanceId)
        .AddEnvironmentVariableDetector();
}
