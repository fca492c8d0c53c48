using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Attune.Cli.Importing;

/// <summary>Which fields of a row nobody knows: all of them, so that a file of another shape is understood from one message.</summary>
internal static class UnknownFields
{
    private const int MostNamed = 10, LongestName = 60;

    /// <param name="line">Valid JSON.</param>
    /// <param name="type">What it should be.</param>
    /// <returns>Such as <c>unknown fields Title, audio.loudness and 3 more</c>.</returns>
    public static string Describe(ReadOnlyMemory<byte> line, JsonTypeInfo type)
    {
        using var document = JsonDocument.Parse(line);
        var names = Find(document.RootElement, type, "").Distinct(StringComparer.Ordinal).ToList();
        var shown = string.Join(", ", names.Take(MostNamed));
        return names.Count switch
        {
            1 => $"unknown field {shown}",
            <= MostNamed => $"unknown fields {shown}",
            _ => $"unknown fields {shown} and {names.Count - MostNamed:N0} more",
        };
    }

    private static IEnumerable<string> Find(JsonElement element, JsonTypeInfo type, string prefix)
    {
        // What is no object where one should be has another mistake, which is told once the fields are right.
        if (element.ValueKind != JsonValueKind.Object || type.Kind != JsonTypeInfoKind.Object) yield break;
        var known = type.Properties.ToDictionary(property => property.Name, StringComparer.Ordinal);
        foreach (var field in element.EnumerateObject())
        {
            if (!known.TryGetValue(field.Name, out var property))
            {
                yield return prefix + Short(field.Name);
                continue;
            }
            var inner = type.Options.GetTypeInfo(property.PropertyType);
            foreach (var name in Find(field.Value, inner, $"{prefix}{field.Name}.")) yield return name;
        }
    }

    private static string Short(string name)
    {
        if (name.Length <= LongestName) return name;
        var end = char.IsHighSurrogate(name[LongestName - 1]) ? LongestName - 1 : LongestName;
        return $"{name[..end]}…";
    }
}
