namespace Attune.Hosting.Server;

/// <summary>How the gRPC server listens and stops. Section <c>Server</c>.</summary>
internal sealed class ServerOptions
{
    /// <summary>Port for gRPC over cleartext HTTP/2, 1 to 65535; 0 lets the system choose one. Required.</summary>
    public int? Port { get; set; }

    /// <summary>IP address to listen on; <c>0.0.0.0</c> for all of IPv4, <c>::</c> for all. Default: this machine only.</summary>
    public string Address { get; set; } = "127.0.0.1";

    /// <summary>Largest message that is accepted, in bytes. Default 16 MiB.</summary>
    public int MaxReceiveMessageSize { get; set; } = 16 * 1024 * 1024;

    /// <summary>Largest message that is sent, in bytes. Default 64 MiB.</summary>
    public int MaxSendMessageSize { get; set; } = GrpcChannels.MaxMessageSize;

    /// <summary>
    /// How long the server goes on accepting calls after it has announced NOT_SERVING, so that load balancers notice. Default 0.
    /// </summary>
    public TimeSpan DrainDelay { get; set; } = TimeSpan.Zero;

    /// <summary>How long running calls may take to finish once no new ones are accepted. Default 30 s.</summary>
    public TimeSpan ShutdownTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Pause between two rounds of readiness checks. Default 2 s.</summary>
    public TimeSpan ReadinessInterval { get; set; } = TimeSpan.FromSeconds(2);
}
