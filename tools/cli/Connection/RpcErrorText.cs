using System.Net.Sockets;
using Google.Rpc;
using Grpc.Core;

namespace Attune.Cli.Connection;

/// <summary>What a failed call says to a person: the message, every field violation, and what to try.</summary>
internal static class RpcErrorText
{
    /// <param name="error">The failed call.</param>
    /// <param name="gateway">Where it went.</param>
    public static string Of(RpcException error, string? gateway)
    {
        // What the client library says of a connection that does not come about names neither end.
        var cause = error.Status.DebugException?.GetBaseException();
        var said = cause is SocketException ? $"The gateway at {gateway} cannot be reached: {cause.Message}."
            : cause is HttpIOException ? $"The gateway at {gateway} broke off in the middle of its answer. Is it still running?"
            : error.Status.Detail.Length > 0 ? error.Status.Detail
            : error.StatusCode.ToString();
        var lines = new List<string> { said };
        // The message names the first ones itself.
        var violations = error.Trailers.GetRpcStatus(ignoreParseError: true)?.GetDetail<BadRequest>()?.FieldViolations ?? [];
        lines.AddRange(violations.Select(Line).Where(line => !said.Contains(line, StringComparison.Ordinal)).Select(line => $"  {line}"));
        if (error.StatusCode is StatusCode.Unavailable) lines.Add("./attune status shows what runs; ./attune up starts what is missing.");
        return string.Join(Environment.NewLine, lines);
    }

    private static string Line(BadRequest.Types.FieldViolation violation) =>
        violation.Field.Length == 0 ? violation.Description : $"{violation.Field}: {violation.Description}";
}
