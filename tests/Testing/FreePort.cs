using System.Net;
using System.Net.Sockets;

namespace Attune.Testing;

/// <summary>TCP ports that nobody uses, and that no other test is given while this process lives.</summary>
public static class FreePort
{
    // Below those that the system gives to outgoing connections: one of these could take the port before a service does, and a client that tries until somebody listens could reach itself.
    private const int First = 14_000, Count = 18_000;

    private static readonly string Folder = Path.Combine(Path.GetTempPath(), "attune-test-ports");
    private static readonly List<FileStream> Taken = [];

    /// <summary>A port of 127.0.0.1.</summary>
    public static int Next()
    {
        Directory.CreateDirectory(Folder);
        while (true)
        {
            var port = First + Random.Shared.Next(Count);
            if (Take(port)) return port;
        }
    }

    /// <summary>Several different ones.</summary>
    public static int[] Next(int count) => [.. Enumerable.Range(0, count).Select(_ => Next())];

    private static bool Take(int port)
    {
        FileStream file;
        try
        {
            // A lock of the process, which ends with it.
            file = new FileStream(Path.Combine(Folder, port.ToString(System.Globalization.CultureInfo.InvariantCulture)), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            return false;
        }
        if (IsFree(port))
        {
            lock (Taken) Taken.Add(file);
            return true;
        }
        file.Dispose();
        return false;
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
