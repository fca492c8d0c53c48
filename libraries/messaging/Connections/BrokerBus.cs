using System.Net.Security;
using System.Security.Authentication;
using MassTransit;

namespace Attune.Messaging;

/// <summary>
/// Makes a bus of MassTransit's. Not by its registration for containers, which reports how it is used to its makers, brings a health check
/// that calls a bus ready before its queues are consumed, and knows but one connection.
/// </summary>
internal static class BrokerBus
{
    private static readonly TimeSpan Handshake = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Answer = TimeSpan.FromSeconds(10);

    /// <param name="options">Where the broker is.</param>
    /// <param name="purpose">For the broker's list of connections.</param>
    /// <param name="consumes">Whether its endpoints consume; otherwise they declare what they would consume.</param>
    /// <param name="loggers">Get what MassTransit says.</param>
    public static IBusControl Create(MessagingOptions options, string purpose, bool consumes, ILoggerFactory loggers)
    {
        LogContext.ConfigureCurrentLogContext(loggers);
        var bus = Bus.Factory.CreateUsingRabbitMq(configure =>
        {
            configure.DeployTopologyOnly = !consumes;
            configure.Host(new Uri(options.Uri), $"{AppDomain.CurrentDomain.FriendlyName} {Environment.ProcessId} {purpose}", host =>
            {
                host.Heartbeat(options.Heartbeat);
                host.RequestedConnectionTimeout(Handshake);
                host.ContinuationTimeout(Answer);
                if (new Uri(options.Uri).Scheme == "amqps") host.UseSsl(Strictly);
            });
        });
        bus.ConnectSendObserver(new SendFailures());
        return bus;
    }

    // MassTransit's defaults take a certificate of anybody's, and TLS 1.2 only.
    private static void Strictly(IRabbitMqSslConfigurator tls)
    {
        tls.Protocol = SslProtocols.None;
        tls.EnforcePolicyErrors(SslPolicyErrors.RemoteCertificateChainErrors | SslPolicyErrors.RemoteCertificateNameMismatch);
    }
}
