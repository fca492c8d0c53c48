using System.Net;
using System.Net.Sockets;

namespace Attune.Testing;

/// <summary>TCP ports that nobody uses.</summary>
public static class FreePort
{
    /// <summary>A port of 127.0.0.1 that was free a moment ago.</summary>
    public static int Next() => Next(1)[0];

    /// <summary>Several different ones.</summary>
    public static int[] Next(int count)
    {
        // Held together, so that the system cannot give one twice.
        var listeners = Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToList();
        try
        {
            listeners.ForEach(listener => listener.Start());
            return [.. listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port)];
        }
        finally
        {
            listeners.ForEach(listener => listener.Dispose());
        }
    }
}
