using System.Diagnostics;
using RabbitMQ.Client;

namespace Attune.Messaging;

/// <summary>W3C trace context in message headers: <c>traceparent</c> and <c>tracestate</c>.</summary>
internal static class TraceHeaders
{
    private static readonly DistributedContextPropagator Propagator = DistributedContextPropagator.CreateW3CPropagator();

    public static void Inject(Activity? activity, IDictionary<string, object?> headers) =>
        Propagator.Inject(activity, headers, static (carrier, name, value) =>
        ((IDictionary<string, object?>)carrier!)[name] = value);

    /// <summary>The publisher's span; the default value when the message carries none.</summary>
    public static ActivityContext Extract(IReadOnlyBasicProperties properties)
    {
        Propagator.ExtractTraceIdAndState(
            properties, static (object? carrier, string name, out string? value, out IEnumerable<string>? values) =>
        {
            value = MessageHeaders.Text((IReadOnlyBasicProperties)carrier!, name);
            values = null;
        }, out var parent, out var state);
        return ActivityContext.TryParse(parent, state, isRemote: true, out var context) ? context : default;
    }
}
