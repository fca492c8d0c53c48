using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections;

namespace Attune.Hosting.Server;

/// <summary>
/// Sees to it that SETTINGS is the first frame of every connection, as HTTP/2 demands of a server's preface
/// (https://www.rfc-editor.org/rfc/rfc9113#section-3.4). Kestrel sends GOAWAY alone to a client that connects
/// while it stops; .NET's clients take that for a broken server, and gRPC then reports INTERNAL, which nobody tries again. After an (empty)
/// SETTINGS the same GOAWAY says what it means: nothing was looked at, call again.
/// </summary>
internal static class ServerPreface
{
    public static ConnectionDelegate Complete(ConnectionDelegate next) => connection =>
    {
        var transport = connection.Transport;
        connection.Transport = new Duplex(transport.Input, new SettingsFirstWriter(transport.Output));
        return next(connection);
    };

    private sealed record Duplex(PipeReader Input, PipeWriter Output) : IDuplexPipe;
}
