using System.Collections.Concurrent;
using Attune.Hosting.Integration.Otlp;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Attune.Bench.Harness.Telemetry;

/// <summary>
/// Takes metrics by OTLP over HTTP, as any collector does, and keeps the latest value of every counter. Counters are cumulative over the life of a process, and each life
/// has an id, so that the sum over all lives is what was counted in all, except for what a killed process had not sent yet.
/// </summary>
internal sealed class MetricCollector : IAsyncDisposable
{
    private const int IntervalMilliseconds = 200;

    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<(string Life, string Metric, string Tags), double> _values = new();
    private readonly ConcurrentDictionary<string, long> _exports = new(StringComparer.Ordinal);

    private MetricCollector(WebApplication app) => _app = app;

    /// <summary>For the environment of the processes that are to be counted.</summary>
    public (string Name, string Value)[] Settings =>
    [
        ("OTEL_EXPORTER_OTLP_ENDPOINT", _app.Urls.Single()),
        ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"),
        ("OTEL_METRIC_EXPORT_INTERVAL", $"{IntervalMilliseconds}"),
        ("OTEL_TRACES_SAMPLER", "always_off"),
    ];

    public static async Task<MetricCollector> StartAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var collector = new MetricCollector(builder.Build());
        collector._app.Urls.Add("http://127.0.0.1:0");
        collector._app.MapPost("/v1/metrics", collector.TakeAsync);
        collector._app.MapPost("/v1/logs", () => Results.Ok());
        collector._app.MapPost("/v1/traces", () => Results.Ok());
        await collector._app.StartAsync(cancellationToken);
        return collector;
    }

    /// <summary>Of a counter, or of a histogram its sum; over all lives and all attributes.</summary>
    public double Total(string metric) => _values.Where(x => x.Key.Metric == metric).Sum(x => x.Value);

    /// <summary>Waits for an export of a service that was begun after now.</summary>
    /// <param name="service">As it calls itself: <c>embedding</c>.</param>
    public async Task SettleAsync(string service, CancellationToken cancellationToken)
    {
        // One may be on its way.
        var wanted = _exports.GetValueOrDefault(service) + 2;
        while (_exports.GetValueOrDefault(service) < wanted)
            await Task.Delay(IntervalMilliseconds / 4, cancellationToken);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        foreach (var resource in ExportMetrics.Parser.ParseFrom(body.ToArray()).ResourceMetrics)
        {
            var life = Text(resource.Resource, "service.instance.id");
            foreach (var metric in resource.ScopeMetrics.SelectMany(x => x.Metrics))
                Keep(life, metric);
            _exports.AddOrUpdate(Text(resource.Resource, "service.name"), 1, (_, count) => count + 1);
        }
    }

    private void Keep(string life, Metric metric)
    {
        foreach (var point in metric.Sum?.DataPoints ?? [])
            _values[(life, metric.Name, Tags(point.Attributes))] = point.AsInt + point.AsDouble;
        foreach (var point in metric.Histogram?.DataPoints ?? [])
            _values[(life, metric.Name, Tags(point.Attributes))] = point.Sum;
    }

    private static string Text(Resource resource, string key) => resource.Attributes.Single(x => x.Key == key).Value.StringValue;

    private static string Tags(IEnumerable<KeyValue> attributes) => string.Join('\n', attributes.Select(x => $"{x.Key}={x.Value.StringValue}").Order(StringComparer.Ordinal));
}
