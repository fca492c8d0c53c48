using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Attune.Samples.Unit;

/// <summary>
/// The part of JSON Schema 2020-12 that the sample schemas use. A keyword outside it is an error, so that no rule is
/// written in a schema and then silently not applied.
/// </summary>
internal sealed class JsonSchema
{
    private readonly JsonElement _root;

    private JsonSchema(JsonElement root) => _root = root;

    public static JsonSchema Parse(string text)
    {
        using var document = JsonDocument.Parse(text);
        return new JsonSchema(document.RootElement.Clone());
    }

    /// <summary>The keys that the object at <paramref name="path"/> (names of properties) may have.</summary>
    public IReadOnlyList<string> Keys(params string[] path)
    {
        var schema = path.Aggregate(_root, (s, name) => s.GetProperty("properties").GetProperty(name));
        return [.. schema.GetProperty("properties").EnumerateObject().Select(x => x.Name)];
    }

    /// <summary>Every violation as <c>path: what is wrong</c>; empty when the value is valid.</summary>
    public IReadOnlyList<string> Violations(JsonElement value) => [.. Check(_root, value, "$")];

    private static IEnumerable<string> Check(JsonElement schema, JsonElement value, string path)
    {
        if (!HasType(value, schema.GetProperty("type").GetString()!))
            return [$"{path}: not of type {schema.GetProperty("type")}"];

        return schema.EnumerateObject().SelectMany(rule => Apply(schema, rule, value, path));
    }

    private static IEnumerable<string> Apply(JsonElement schema, JsonProperty rule, JsonElement value, string path) => rule.Name switch
    {
        "$schema" or "title" or "description" or "type" => [],
        "required" => Require(rule.Value, value, path),
        "properties" => value.EnumerateObject()
            .Where(x => rule.Value.TryGetProperty(x.Name, out _))
            .SelectMany(x => Check(rule.Value.GetProperty(x.Name), x.Value, $"{path}.{x.Name}")),
        "additionalProperties" => value.EnumerateObject()
            .Where(x => !schema.GetProperty("properties").TryGetProperty(x.Name, out _))
            .Select(x => $"{path}: unknown key {x.Name}"),
        "items" => value.EnumerateArray().SelectMany((x, i) => Check(rule.Value, x, $"{path}[{i}]")),
        "uniqueItems" => Limit(value.EnumerateArray().Select(x => x.GetRawText()).Distinct(StringComparer.Ordinal).Count() == value.GetArrayLength(), rule, path),
        "minItems" => Limit(value.GetArrayLength() >= rule.Value.GetInt32(), rule, path),
        "maxItems" => Limit(value.GetArrayLength() <= rule.Value.GetInt32(), rule, path),
        "minLength" => Limit(Characters(value) >= rule.Value.GetInt32(), rule, path),
        "maxLength" => Limit(Characters(value) <= rule.Value.GetInt32(), rule, path),
        "minimum" => Limit(value.GetDouble() >= rule.Value.GetDouble(), rule, path),
        "maximum" => Limit(value.GetDouble() <= rule.Value.GetDouble(), rule, path),
        "pattern" => Limit(Regex.IsMatch(value.GetString()!, rule.Value.GetString()!, RegexOptions.None, TimeSpan.FromSeconds(1)), rule, path),
        _ => throw new NotSupportedException($"{path}: the checker does not know the keyword {rule.Name}"),
    };

    private static IEnumerable<string> Require(JsonElement keys, JsonElement value, string path) =>
        keys.EnumerateArray().Where(x => !value.TryGetProperty(x.GetString()!, out _)).Select(x => $"{path}: {x} is missing");

    private static string[] Limit(bool holds, JsonProperty rule, string path) => holds ? [] : [$"{path}: breaks {rule.Name} {rule.Value}"];

    // JSON Schema counts code points, .NET counts UTF-16 units.
    private static int Characters(JsonElement value) => value.GetString()!.EnumerateRunes().Count();

    private static bool HasType(JsonElement value, string type) => type switch
    {
        "object" => value.ValueKind == JsonValueKind.Object,
        "array" => value.ValueKind == JsonValueKind.Array,
        "string" => value.ValueKind == JsonValueKind.String,
        "number" => value.ValueKind == JsonValueKind.Number,
        "integer" => value.ValueKind == JsonValueKind.Number && long.TryParse(value.GetRawText(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _),
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        _ => throw new NotSupportedException($"the checker does not know the type {type}"),
    };
}
