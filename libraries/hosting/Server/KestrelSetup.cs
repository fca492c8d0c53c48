using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Attune.Hosting.Server;

/// <summary>Cleartext HTTP/2, and no limit that a long gRPC stream would run into.</summary>
internal static class KestrelSetup
{
    public static void Configure(KestrelServerOptions options)
    {
        options.AddServerHeader = false;
        options.ConfigureEndpointDefaults(listen =>
        {
            listen.Protocols = HttpProtocols.Http2;
            listen.Use(ServerPreface.Complete);
        });
        // Streams may rest for minutes and last for hours; message sizes are limited by gRPC, each message on its own.
        options.Limits.MinRequestBodyDataRate = null;
        options.Limits.MinResponseDataRate = null;
        options.Limits.MaxRequestBodySize = null;
        // Notices within a minute that a client is gone without a goodbye.
        options.Limits.Http2.KeepAlivePingDelay = TimeSpan.FromSeconds(30);
        options.Limits.Http2.KeepAlivePingTimeout = TimeSpan.FromSeconds(30);
    }
}
