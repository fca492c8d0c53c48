namespace Attune.Messaging;

/// <summary>
/// Carries what this process consumes. Apart from publishing, so that acknowledgements get through while the broker accepts no messages.
/// </summary>
internal sealed class ConsumingConnection(IOptions<MessagingOptions> options, OutageLog outages, ILoggerFactory loggers, TimeProvider time)
    : BrokerConnection("consuming", consumes: true, options, outages, loggers, time);
