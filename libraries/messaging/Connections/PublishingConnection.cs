namespace Attune.Messaging;

/// <summary>
/// Carries what this process publishes. A broker that is short of memory or disk stops reading it; see <see cref="ConsumingConnection"/>.
/// </summary>
internal sealed class PublishingConnection(IOptions<MessagingOptions> options, OutageLog outages, ILoggerFactory loggers, TimeProvider time)
    : BrokerConnection("publishing", consumes: false, options, outages, loggers, time);
