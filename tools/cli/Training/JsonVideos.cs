using System.Runtime.CompilerServices;
using System.Text.Json;
using Attune.Cli.Importing;
using Attune.Contracts.Training.V1;

namespace Attune.Cli.Training;

/// <summary>Videos from a JSON Lines file, one object a line. Numbers and truths may stand in quotation marks; null is unknown.</summary>
internal static class JsonVideos
{
    public static async IAsyncEnumerable<VideoFileRow> ReadAsync(
        Stream stream, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var line in JsonLineReader.ReadAsync(stream, cancellationToken))
        {
            var (video, reason) = RowReader.Read<Dictionary<string, JsonElement>, Video>(line, (_, fields) => ToVideo(fields));
            yield return new(line.Number, video, reason);
        }
    }

    /// <exception cref="RowRefusedException">With every reason.</exception>
    private static Video ToVideo(Dictionary<string, JsonElement> fields)
    {
        List<string> reasons = [.. fields.Keys.Except(VideoColumns.Names, StringComparer.Ordinal).Select(name => $"unknown field {name}")];
        return VideoColumns.Read((column, wrong) => Text(fields, column, wrong), reasons)
            ?? throw new RowRefusedException(string.Join("; ", reasons));
    }

    private static string Text(Dictionary<string, JsonElement> fields, string column, List<string> reasons)
    {
        if (!fields.TryGetValue(column, out var value) || value.ValueKind == JsonValueKind.Null) return "";
        try
        {
            var kind = value.ValueKind;
            if (kind is JsonValueKind.String or JsonValueKind.Number) return value.ToString();
            // Read once more as a list, together with those that other formats have as a text.
            if (kind == JsonValueKind.Array && column == "hashtags") return value.GetRawText();
            if (kind is JsonValueKind.True or JsonValueKind.False && column == "sound_is_original") return value.GetRawText();
            reasons.Add($"{column} has a value of the wrong type");
        }
        catch (InvalidOperationException)
        {
            reasons.Add($"{column} holds half a surrogate pair, which is no character");
        }
        return "";
    }
}
