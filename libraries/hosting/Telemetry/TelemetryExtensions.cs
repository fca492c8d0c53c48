namespace Attune.Hosting.Telemetry;

internal static class TelemetryExtensions
{
    public static void AddTelemetry(this IHostApplicationBuilder builder, ServiceIdentity identity)
    {
        builder.Services.AddMetrics();
        builder.Services.AddSingleton<ServiceTelemetry>();
        builder.Services.AddSingleton<CallMetrics>();
        if (TelemetryExport.IsConfigured) TelemetryExport.Add(builder.Services, identity);
    }
}
