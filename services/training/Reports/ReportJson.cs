using System.Text.Json;
using System.Text.Json.Serialization;

namespace Attune.Training.Reports;

/// <summary>Reports as they are stored and logged.</summary>
internal static class ReportJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public static string Write(RunReport report) => JsonSerializer.Serialize(report, Options);

    public static RunReport Read(string json) => JsonSerializer.Deserialize<RunReport>(json, Options)!;
}
