using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Attune.Hosting.TestHost;
using Attune.Hosting.TestHost.V1;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Attune.Hosting.Integration.Telemetry;

public sealed class CallMetricsTests
{
    [Fact]
    public async Task Every_call_is_measured_by_method_and_status()
    {
        await using var server = await InProcessServer.StartAsync();
        var measured = new ConcurrentQueue<(string Service, string Method, int Status)>();
        using var listener = Listen(server, measured);

        await server.Client.UnaryAsync(new UnaryRequest { Text = "hello" });
        await Assert.ThrowsAsync<RpcException>(() => server.Client.UnaryAsync(new UnaryRequest { Text = "!not-found" }).ResponseAsync);
        using (var stream = server.Client.ServerStream(new ServerStreamRequest { Count = 2 }))
        {
            while (await stream.ResponseStream.MoveNext(CancellationToken.None)) continue;
        }
        await server.StopAsync();

        const string Service = "attune.matching.v1.ShapesService";
        Assert.Equal([(Service, "ServerStream", 0), (Service, "Unary", 0), (Service, "Unary", 5)], measured.Order());
    }

    private static MeterListener Listen(InProcessServer server, ConcurrentQueue<(string Service, string Method, int Status)> measured)
    {
        var factory = server.Services.GetRequiredService<IMeterFactory>();
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Name == "rpc.server.duration" && instrument.Meter.Scope == factory) self.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) =>
        {
            Assert.Equal("s", instrument.Unit);
            var all = tags.ToArray().ToDictionary(tag => tag.Key, tag => tag.Value);
            measured.Enqueue(((string)all["rpc.service"]!, (string)all["rpc.method"]!, (int)all["rpc.grpc.status_code"]!));
        });
        listener.Start();
        return listener;
    }
}
