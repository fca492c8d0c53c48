using System.Globalization;
using System.Text;
using Grpc.Core;

namespace Attune.Gateway.Forwarding;

/// <summary>Ends a call with a gRPC status that the gateway gives itself.</summary>
internal static class GrpcAnswer
{
    public static bool IsGrpc(HttpRequest request) =>
        request.ContentType?.StartsWith("application/grpc", StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>An answer that consists of the status alone ("Trailers-Only"). The response must not have started.</summary>
    public static void WriteStatus(HttpResponse response, StatusCode code, string message)
    {
        response.Clear();
        response.StatusCode = StatusCodes.Status200OK;
        response.ContentType = "application/grpc";
        response.Headers["grpc-status"] = Number(code);
        response.Headers["grpc-message"] = Encode(message);
    }

    /// <summary>The status of an answer that has already begun.</summary>
    public static void AppendStatus(HttpResponse response, StatusCode code, string message)
    {
        response.AppendTrailer("grpc-status", Number(code));
        response.AppendTrailer("grpc-message", Encode(message));
    }

    private static string Number(StatusCode code) => ((int)code).ToString(CultureInfo.InvariantCulture);

    /// <summary>Percent-encodes all but printable ASCII, as the gRPC protocol asks of <c>grpc-message</c>.</summary>
    internal static string Encode(string message)
    {
        var encoded = new StringBuilder(message.Length);
        foreach (var unit in Encoding.UTF8.GetBytes(message))
        {
            if (unit is >= 0x20 and <= 0x7E and not (byte)'%') encoded.Append((char)unit);
            else encoded.Append('%').Append(unit.ToString("X2", CultureInfo.InvariantCulture));
        }
        return encoded.ToString();
    }
}
