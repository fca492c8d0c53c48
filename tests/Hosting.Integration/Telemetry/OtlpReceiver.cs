using Attune.Hosting.Integration.Otlp;
using Google.Protobuf;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Attune.Hosting.Integration.Telemetry;

/// <summary>Takes OTLP over HTTP and keeps it.</summary>
internal sealed class OtlpReceiver : IAsyncDisposable
{
    private readonly WebApplication _app = WebApplication.CreateSlimBuilder().Build();
    private readonly Lock _gate = new();
    private readonly ExportTraces _traces = new();
    private readonly ExportMetrics _metrics = new();
    private readonly ExportLogs _logs = new();

    public string Address => _app.Urls.Single();

    public ExportTraces Traces => Read(_traces);

    public ExportMetrics Metrics => Read(_metrics);

    public ExportLogs Logs => Read(_logs);

    public static async Task<OtlpReceiver> StartAsync()
    {
        var receiver = new OtlpReceiver();
        receiver._app.Urls.Add("http://127.0.0.1:0");
        receiver._app.MapPost("/v1/traces", context => receiver.TakeAsync(context, receiver._traces));
        receiver._app.MapPost("/v1/metrics", context => receiver.TakeAsync(context, receiver._metrics));
        receiver._app.MapPost("/v1/logs", context => receiver.TakeAsync(context, receiver._logs));
        await receiver._app.StartAsync(CancellationToken.None);
        return receiver;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task TakeAsync(HttpContext context, IMessage into)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        lock (_gate) into.MergeFrom(body.ToArray());
    }

    private T Read<T>(T message) where T : IDeepCloneable<T>
    {
        lock (_gate) return message.Clone();
    }
}
