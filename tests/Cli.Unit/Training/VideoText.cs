using System.Text;
using Attune.Cli.Training;

namespace Attune.Cli.Unit.Training;

/// <summary>Reads videos from the text of a file.</summary>
internal static class VideoText
{
    public static Task<List<VideoFileRow>> ReadAsync(string ending, string text) => ReadAsync(ending, Encoding.UTF8.GetBytes(text));

    public static async Task<List<VideoFileRow>> ReadAsync(string ending, byte[] content)
    {
        var path = Path.Combine(Path.GetTempPath(), $"attune-videos-{Guid.NewGuid():N}{ending}");
        try
        {
            await File.WriteAllBytesAsync(path, content);
            var rows = new List<VideoFileRow>();
            await foreach (var row in VideoFile.ReadAsync(path, CancellationToken.None)) rows.Add(row);
            return rows;
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>The one row of a CSV file with an id and one other column; the cell is quoted.</summary>
    public static async Task<VideoFileRow> CellAsync(string column, string cell) =>
        (await ReadAsync(".csv", $"id,{column}\nv1,\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"\n")).Single();

    /// <summary>The one row of a JSON Lines file with an id and one other field.</summary>
    public static async Task<VideoFileRow> FieldAsync(string field, string json) =>
        (await ReadAsync(".jsonl", $"{{\"id\":\"v1\",\"{field}\":{json}}}\n")).Single();
}
