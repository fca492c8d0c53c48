namespace Attune.Messaging;

/// <summary>Where the message broker is, and how publishing behaves.</summary>
public sealed class MessagingOptions
{
    /// <summary>The section that is bound: <c>Messaging</c>.</summary>
    public const string Section = "Messaging";

    /// <summary>The broker: <c>amqp://user:password@host:port/vhost</c>, or <c>amqps://</c> for TLS. Parts are percent-encoded.</summary>
    public string Uri { get; set; } = "";

    /// <summary>Begins the name of every queue and exchange, so that several installations can share a broker.</summary>
    public string Prefix { get; set; } = "attune";

    /// <summary>How many publishes may wait for their confirmation at once. From 64 on the client would hold them back itself.</summary>
    public int ConcurrentPublishes { get; set; } = 64;

    /// <summary>How long one publish may take, waiting for a lost broker included. After that it fails and may be tried again.</summary>
    public TimeSpan PublishTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How often both sides say that they are alive. A broker that is silent for about three times as long counts as lost.
    /// </summary>
    public TimeSpan Heartbeat { get; set; } = TimeSpan.FromSeconds(5);
}
