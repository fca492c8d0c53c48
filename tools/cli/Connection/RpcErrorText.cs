using Google.Rpc;
using Grpc.Core;

namespace Attune.Cli.Connection;

/// <summary>What a failed call says to a person: the message, every field violation, and what to try.</summary>
internal static class RpcErrorText
{
    public static string Of(RpcException error)
    {
        var lines = new List<string> { error.Status.Detail.Length > 0 ? error.Status.Detail : error.StatusCode.ToString() };
        lines.AddRange(Violations(error).Select(violation => $"  {violation.Field}: {violation.Description}"));
        if (error.StatusCode is StatusCode.Unavailable) lines.Add("./attune status shows what runs; ./attune up starts what is missing.");
        return string.Join(Environment.NewLine, lines);
    }

    private static IEnumerable<BadRequest.Types.FieldViolation> Violations(RpcException error)
    {
        if (error.Trailers.GetValueBytes("grpc-status-details-bin") is not { } bytes) return [];
        var details = Google.Rpc.Status.Parser.ParseFrom(bytes).Details;
        return details.Where(detail => detail.Is(BadRequest.Descriptor)).SelectMany(detail => detail.Unpack<BadRequest>().FieldViolations);
    }
}
