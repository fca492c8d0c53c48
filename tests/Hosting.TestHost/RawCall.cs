using System.Buffers.Binary;
using System.IO.Compression;
using System.Net;
using Attune.Hosting.Errors;
using Google.Rpc;
using Grpc.Core;

namespace Attune.Hosting.TestHost;

/// <summary>Calls the service of the test host with messages that no generated client would send.</summary>
public static class RawCall
{
    /// <summary>Sends messages, one after another, and reads what the call comes to.</summary>
    public static Task<(StatusCode Status, string Message, (string Field, string Description)[] Violations)> SendAsync(string address, string method, params byte[][] messages) =>
        SendAsync(address, method, compressed: false, messages);

    /// <summary>The same with messages that may be compressed.</summary>
    public static async Task<(StatusCode Status, string Message, (string Field, string Description)[] Violations)> SendAsync(string address, string method, bool compressed, params byte[][] messages)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{address}/attune.matching.v1.ShapesService/{method}")
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent([.. messages.SelectMany(x => Frame(x, compressed))]),
        };
        request.Content.Headers.ContentType = new("application/grpc");
        request.Headers.TE.Add(new("trailers"));
        if (compressed)
            request.Headers.Add("grpc-encoding", "gzip");
        using var response = await client.SendAsync(request);
        await response.Content.ReadAsByteArrayAsync();
        // Where there is no message at all, the status is among the headers.
        string Read(string name) => (response.TrailingHeaders.TryGetValues(name, out var values) || response.Headers.TryGetValues(name, out values)) ? values.Single() : "";
        var details = Read("grpc-status-details-bin");
        return ((StatusCode)int.Parse(Read("grpc-status")), Uri.UnescapeDataString(Read("grpc-message")), details.Length == 0 ? [] : Violations(details));
    }

    private static byte[] Frame(byte[] message, bool compressed)
    {
        var content = compressed ? Gzip(message) : message;
        var frame = new byte[5 + content.Length];
        frame[0] = compressed ? (byte)1 : (byte)0;
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), content.Length);
        content.CopyTo(frame, 5);
        return frame;
    }

    private static byte[] Gzip(byte[] message)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
            gzip.Write(message);
        return packed.ToArray();
    }

    private static (string Field, string Description)[] Violations(string details)
    {
        var bytes = Convert.FromBase64String(details.PadRight((details.Length + 3) / 4 * 4, '='));
        var request = Google.Rpc.Status.Parser.ParseFrom(bytes).Details.Single().Unpack<BadRequest>();
        return [.. request.FieldViolations.Select(x => (x.Field, x.Description))];
    }
}
