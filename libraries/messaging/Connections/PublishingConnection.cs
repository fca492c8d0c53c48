namespace Attune.Messaging;

/// <summary>Carries what this process publishes. A broker that is short of memory or disk stops reading it; see <see cref="ConsumingConnection"/>.</summary>
internal sealed class PublishingConnection(IOptions<MessagingOptions> options, OutageLog outages, TimeProvider time)
    : BrokerConnection("publishing", options, outages, time);
