using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Attune.Testing;

namespace Attune.Messaging.Integration.Telemetry;

public sealed class TelemetryTests : BrokerFixture
{
    [Fact]
    public async Task A_trace_goes_on_in_the_handler()
    {
        var spans = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is "Attune.Messaging" or "test",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = spans.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        using var source = new ActivitySource("test");
        var queue = Declare(name: "traced");
        ActivityTraceId? seen = null;
        var inbox = new Inbox
        {
            OnNote = (_, _, _) =>
            {
                seen = Activity.Current?.TraceId;
                return Task.CompletedTask;
            },
        };
        await using var host = await MessagingHost.StartAsync(Broker, queue, inbox: inbox);

        ActivityTraceId trace;
        using (var activity = source.StartActivity("import"))
        {
            trace = activity!.TraceId;
            await host.PublishAsync(queue, new Note(1));
        }

        await Eventually.IsTrueAsync(() => spans.Any(span => span.DisplayName == "process traced"), "the handler's span ends");
        Assert.Equal(trace, seen);
        var publish = Assert.Single(spans, span => span.DisplayName == "publish traced");
        var process = Assert.Single(spans, span => span.DisplayName == "process traced");
        Assert.Equal((ActivityKind.Producer, ActivityKind.Consumer), (publish.Kind, process.Kind));
        Assert.Equal(publish.SpanId, process.ParentSpanId);
        Assert.Equal("rabbitmq", process.GetTagItem("messaging.system"));
    }

    [Fact]
    public async Task Messages_are_counted_by_queue_and_outcome()
    {
        var measured = new ConcurrentQueue<(string Name, double Value, Dictionary<string, object?> Tags)>();
        using var listener = new MeterListener { InstrumentPublished = (instrument, self) => { if (instrument.Meter.Name == "Attune.Messaging") self.EnableMeasurementEvents(instrument); } };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => measured.Enqueue((instrument.Name, value, tags.ToArray().ToDictionary())));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => measured.Enqueue((instrument.Name, value, tags.ToArray().ToDictionary())));
        listener.Start();
        var queue = Declare(name: "measured");
        var inbox = new Inbox
        {
            OnNote = (note, context, _) => (note.Number, context.Attempt) switch
            {
                (1, 1) => throw new InvalidOperationException("once"),
                (2, _) => throw new MessageRejectedException("never"),
                _ => Task.CompletedTask,
            },
        };
        await using var host = await MessagingHost.StartAsync(Broker, queue, Impatient, inbox: inbox);

        for (var i = 0; i < 3; i++) await host.PublishAsync(queue, new Note(i));
        await Broker.TakeAsync(DeadNameOf(queue));
        await Eventually.IsTrueAsync(() => Outcomes("handled") == 2, "two notes are counted as handled");

        Assert.Equal((1, 1), (Outcomes("retry"), Outcomes("dead")));
        // The three of the test and the dead letter.
        Assert.Equal(4, Mine("messaging.client.sent.messages").Sum(entry => entry.Value));
        Assert.Equal(4, Mine("messaging.client.operation.duration").Count());
        Assert.Equal(4, Mine("messaging.process.duration").Count());

        IEnumerable<(string Name, double Value, Dictionary<string, object?> Tags)> Mine(string name) =>
            measured.Where(entry => entry.Name == name && Equals(entry.Tags.GetValueOrDefault("messaging.destination.name"), "measured"));

        int Outcomes(string outcome) => Mine("messaging.client.consumed.messages").Count(entry => Equals(entry.Tags["attune.messaging.outcome"], outcome));
    }
}
