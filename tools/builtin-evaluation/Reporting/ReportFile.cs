using System.Text.Json;
using System.Text.Json.Serialization;

namespace Attune.BuiltinEvaluation.Reporting;

/// <summary>The figures for other programs.</summary>
internal static class ReportFile
{
    private static readonly JsonSerializerOptions Readable =
        new(JsonSerializerDefaults.Web) { WriteIndented = true, Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) } };

    public static async Task WriteAsync(FileInfo file, object report, CancellationToken cancellationToken)
    {
        await using var stream = file.Create();
        await JsonSerializer.SerializeAsync(stream, report, Readable, cancellationToken);
    }
}
