using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Attune.Messaging;

/// <summary>Spans and metrics of messaging, by OpenTelemetry's semantic conventions where they have a name for it.</summary>
internal static class MessagingTelemetry
{
    public const string Name = "Attune.Messaging";

    public static readonly ActivitySource Source = new(Name);
    private static readonly Meter Meter = new(Name);

    public static readonly Counter<long> Sent = Meter.CreateCounter<long>(
        "messaging.client.sent.messages", "{message}", "Messages that the broker confirmed, or that failed (error.type).");
    public static readonly Histogram<double> SendDuration =
        Meter.CreateHistogram<double>("messaging.client.operation.duration", "s", "From a publish to its confirmation.");
    public static readonly Counter<long> Consumed =
        Meter.CreateCounter<long>("messaging.client.consumed.messages", "{message}", "Deliveries by outcome: handled, retried or dead.");
    public static readonly Histogram<double> ProcessDuration =
        Meter.CreateHistogram<double>("messaging.process.duration", "s", "How long handlers take.");
    public static readonly Counter<long> Outages =
        Meter.CreateCounter<long>("attune.messaging.outages", "{outage}", "Losses of the connection to the broker.");

    public static readonly Gauge<long> OutboxParked = Meter.CreateGauge<long>(
        "attune.messaging.outbox.parked", "{message}", "Messages of the outbox that could not be sent and wait for another attempt.");

    public static TagList Tags(string operation, string queue) => new()
    {
        { "messaging.system", "rabbitmq" },
        { "messaging.operation.name", operation },
        { "messaging.destination.name", queue },
    };

    public static Activity? Start(string operation, string queue, ActivityKind kind, ActivityContext parent = default)
    {
        var activity = Source.StartActivity($"{operation} {queue}", kind, parent);
        activity?.SetTag("messaging.system", "rabbitmq")
            .SetTag("messaging.operation.name", operation)
            .SetTag("messaging.destination.name", queue);
        return activity;
    }
}
