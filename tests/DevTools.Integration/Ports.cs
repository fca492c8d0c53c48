using System.Net;
using System.Net.Sockets;

namespace Attune.DevTools.Integration;

/// <summary>Blocks of ports that nobody uses, below the ephemeral range.</summary>
internal static class Ports
{
    private const int BlockStep = 20;

    /// <summary>The first port of a block that is free, and so is the block after it.</summary>
    public static int FreeBlock()
    {
        for (var attempt = 0; attempt < 100; attempt++)
        {
            var first = Random.Shared.Next(20_000, 31_000);
            if (Enumerable.Range(first, BlockStep * 2).All(IsFree))
                return first;
        }

        throw new InvalidOperationException("No free block of ports was found.");
    }

    public static TcpListener Occupy(int port)
    {
        var listener = new TcpListener(IPAddress.Loopback, port);
        listener.Start();
        return listener;
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = Occupy(port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
