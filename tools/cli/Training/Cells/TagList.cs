using System.Text.Json;

namespace Attune.Cli.Training.Cells;

/// <summary>A list of tags in brackets: ["a", "b"], ['a', 'b'], [a, b], or of objects with names, as TikTok's interface has them.</summary>
internal static class TagList
{
    private const string NoTexts = "a list of something else than texts";

    public static string? Read(string text, List<string> tags)
    {
        if (text[^1] != ']') return "a list that is never closed";
        try
        {
            using var json = JsonDocument.Parse(text);
            return json.RootElement.EnumerateArray().All(item => TryAdd(item, tags)) ? null : NoTexts;
        }
        catch (JsonException)
        {
            var inner = text[1..^1];
            if (inner.AsSpan().TrimStart() is ['[' or '{' or '(', ..]) return NoTexts;
            var parts = new List<string>();
            QuotedParts.Read(inner, ",", parts);
            tags.AddRange(parts.Where(part => !Missing.Is(part)));
            return null;
        }
    }

    private static bool TryAdd(JsonElement item, List<string> tags)
    {
        if (item.ValueKind == JsonValueKind.Null) return true;
        if (item.ValueKind == JsonValueKind.Object)
            return item.TryGetProperty("name", out var name) && name.ValueKind == JsonValueKind.String && TryAdd(name, tags);
        if (item.ValueKind is not (JsonValueKind.String or JsonValueKind.Number)) return false;
        tags.Add(item.ToString());
        return true;
    }
}
