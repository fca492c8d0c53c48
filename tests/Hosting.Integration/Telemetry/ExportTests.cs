using Attune.Hosting.Integration.Otlp;
using Attune.Hosting.TestHost;
using Attune.Hosting.TestHost.V1;
using Grpc.Core;

namespace Attune.Hosting.Integration.Telemetry;

/// <summary>A process exports to a collector all that it knows by the time it has ended.</summary>
public sealed class ExportTests
{
    [Fact]
    public async Task Traces_metrics_and_logs_reach_the_collector_before_the_process_ends()
    {
        await using var collector = await OtlpReceiver.StartAsync();
        await using var process = ProcessUnderTest.Start("Attune.Hosting.TestHost", [],
            ("Server__Port", "0"), ("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Address), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"));
        using var channel = GrpcChannels.Create(await process.WaitForAddressAsync());
        var client = new ShapesService.ShapesServiceClient(channel);
        await client.UnaryAsync(new UnaryRequest { Text = "hello" });
        var failure = await Assert.ThrowsAsync<RpcException>(() => client.UnaryAsync(new UnaryRequest { Text = "!unforeseen" }).ResponseAsync);
        process.Terminate();
        Assert.Equal(0, await process.WaitForExitAsync());

        AssertTraces(collector.Traces, failure);
        AssertMetrics(collector.Metrics);
        AssertLogs(collector.Logs, failure);
    }

    [Fact]
    public async Task A_collector_that_is_away_does_not_keep_the_process_from_ending()
    {
        await using var process = ProcessUnderTest.Start("Attune.Hosting.TestHost", [], ("Server__Port", "0"), ("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:9"));
        await process.WaitForAddressAsync();

        process.Terminate();

        Assert.Equal(0, await process.WaitForExitAsync());
    }

    private static void AssertTraces(ExportTraces traces, RpcException failure)
    {
        Assert.All(traces.ResourceSpans, resource => AssertResource(resource.Resource));
        var spans = traces.ResourceSpans.SelectMany(r => r.ScopeSpans).Where(s => s.Scope.Name == "Microsoft.AspNetCore").SelectMany(s => s.Spans).ToList();
        Assert.Equal(2, spans.Count);
        Assert.All(spans, span => Assert.Equal("attune.matching.v1.ShapesService/Unary", span.Name));
        Assert.Equal([0, 13], spans.Select(span => Value(span.Attributes, "rpc.grpc.status_code").IntValue).Order());
        var failed = spans.Single(span => Value(span.Attributes, "rpc.grpc.status_code").IntValue == 13);
        Assert.Equal(2, failed.Status.Code);
        Assert.Contains(Convert.ToHexStringLower(failed.TraceId.Span), failure.Status.Detail, StringComparison.Ordinal);
    }

    private static void AssertMetrics(ExportMetrics metrics)
    {
        Assert.All(metrics.ResourceMetrics, resource => AssertResource(resource.Resource));
        var all = metrics.ResourceMetrics.SelectMany(r => r.ScopeMetrics).SelectMany(s => s.Metrics).ToList();
        var duration = all.Last(metric => metric.Name == "rpc.server.duration");
        Assert.Equal("s", duration.Unit);
        Assert.Equal([(0, 1UL), (13, 1UL)], duration.Histogram.DataPoints.Select(p => (Value(p.Attributes, "rpc.grpc.status_code").IntValue, p.Count)).Order());
        Assert.Contains(all, metric => metric.Name == "kestrel.active_connections");
        Assert.Contains(all, metric => metric.Name == "dotnet.gc.collections");
    }

    private static void AssertLogs(ExportLogs logs, RpcException failure)
    {
        Assert.All(logs.ResourceLogs, resource => AssertResource(resource.Resource));
        var records = logs.ResourceLogs.SelectMany(r => r.ScopeLogs).SelectMany(s => s.LogRecords).ToList();
        Assert.Contains(records, record => record.Body.StringValue == "Stopped");
        var failed = records.Single(record => record.Body.StringValue.Contains("ShapesService/Unary failed", StringComparison.Ordinal));
        Assert.Contains(Convert.ToHexStringLower(failed.TraceId.Span), failure.Status.Detail, StringComparison.Ordinal);
    }

    private static void AssertResource(Resource resource)
    {
        Assert.Equal("testhost", Value(resource.Attributes, "service.name").StringValue);
        Assert.Equal("attune", Value(resource.Attributes, "service.namespace").StringValue);
        Assert.StartsWith("1.", Value(resource.Attributes, "service.version").StringValue, StringComparison.Ordinal);
        Assert.True(Guid.TryParse(Value(resource.Attributes, "service.instance.id").StringValue, out _));
    }

    private static AnyValue Value(IEnumerable<KeyValue> attributes, string key) => attributes.Single(attribute => attribute.Key == key).Value;
}
