using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;

namespace Attune.Hosting.Server;

/// <summary>Says in one line why the server cannot listen.</summary>
internal static class ListenFailure
{
    /// <summary>The explanation, or null when the exception has another cause.</summary>
    public static string? Explain(Exception exception, IServiceProvider services)
    {
        var options = services.GetRequiredService<IOptions<ServerOptions>>();
        return exception switch
        {
            IOException { InnerException: AddressInUseException } =>
                $"port {options.Value.Port} on {options.Value.Address} is already taken. Stop what listens there, or set Server__Port " +
                "to another port.",
            SocketException { SocketErrorCode: SocketError.AddressNotAvailable } =>
                $"this machine has no address {options.Value.Address}. Set Server__Address to one that it has, e.g. 127.0.0.1 or 0.0.0.0.",
            SocketException { SocketErrorCode: SocketError.AccessDenied } =>
                $"port {options.Value.Port} is reserved for root. Set Server__Port to a port above 1023.",
            _ => null,
        };
    }
}
