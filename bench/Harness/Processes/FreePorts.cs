using System.Net;
using System.Net.Sockets;

namespace Attune.Bench.Harness.Processes;

/// <summary>TCP ports for processes that must come back where they were.</summary>
internal static class FreePorts
{
    /// <summary>Different ones, all free a moment ago.</summary>
    public static int[] Next(int count)
    {
        // Held together, so that the system cannot give one twice.
        TcpListener[] listeners = [.. Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0))];
        try
        {
            Array.ForEach(listeners, x => x.Start());
            return [.. listeners.Select(x => ((IPEndPoint)x.LocalEndpoint).Port)];
        }
        finally
        {
            Array.ForEach(listeners, x => x.Dispose());
        }
    }
}
