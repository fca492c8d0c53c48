using System.Text.Encodings.Web;
using System.Text.Json;
using Google.Protobuf;

namespace Attune.Cli.Output;

/// <summary>Results for machines: one JSON document on stdout.</summary>
internal static class JsonOutput
{
    public static JsonSerializerOptions Options { get; } = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly JsonFormatter Formatter = new(JsonFormatter.Settings.Default
        .WithPreserveProtoFieldNames(true).WithFormatDefaultValues(true).WithIndentation());

    public static void Write(IMessage message) => Console.Out.WriteLine(Text(message));

    public static string Text(IMessage message) => Formatter.Format(message);
}
