using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Attune.Tokenizers.Loading;

/// <summary>
/// One JSON object of a tokenizer file. Every property must be read: what nobody asked for is refused by <see cref="End"/>,
/// because a setting that is ignored changes token ids without a word.
/// </summary>
internal sealed class JsonSection(JsonElement element, string path, string file)
{
    private readonly HashSet<string> _read = new(StringComparer.Ordinal);

    public IEnumerable<string> Names => element.EnumerateObject().Select(x => x.Name);

    public static JsonSection Root(JsonElement element, string file) => new JsonSection(element, "", file).RequireObject();

    public JsonElement? Optional(string name)
    {
        _read.Add(name);
        return element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
    }

    public JsonElement Required(string name) => Optional(name) ?? throw Error(name, "is missing.");

    public JsonSection? OptionalSection(string name) =>
        Optional(name) is { } value ? new JsonSection(value, PathOf(name), file).RequireObject() : null;

    public JsonSection Section(string name) => OptionalSection(name) ?? throw Error(name, "is missing.");

    public IEnumerable<JsonSection> Sections(string name)
    {
        var value = Required(name);
        if (value.ValueKind != JsonValueKind.Array)
            throw Error(name, $"must be an array, not {Show(value)}.");
        return value.EnumerateArray().Select((item, i) => new JsonSection(item, $"{PathOf(name)}[{i}]", file).RequireObject());
    }

    public string String(string name) => AsString(Required(name), name);

    public string? OptionalString(string name) => Optional(name) is { } value ? AsString(value, name) : null;

    public bool Flag(string name) => OptionalFlag(name) ?? throw Error(name, "is missing.");

    public bool? OptionalFlag(string name) => Optional(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.True } => true,
        { ValueKind: JsonValueKind.False } => false,
        { } value => throw Error(name, $"must be true or false, not {Show(value)}."),
    };

    public int Count(string name) => OptionalCount(name) ?? throw Error(name, "is missing.");

    public int? OptionalCount(string name) => Optional(name) is { } value ? AsCount(value, name) : null;

    /// <summary>An object of non-negative integers, such as a vocabulary.</summary>
    public Dictionary<string, int> Counts(string name)
    {
        var value = Required(name);
        if (value.ValueKind != JsonValueKind.Object)
            throw Error(name, $"must be an object, not {Show(value)}.");
        var counts = new Dictionary<string, int>(value.GetPropertyCount(), StringComparer.Ordinal);
        foreach (var property in value.EnumerateObject())
        {
            var key = property.Name;
            counts[key] = TryCount(property.Value, out var count) ? count : AsCount(property.Value, $"{name}[\"{key}\"]");
        }

        return counts;
    }

    /// <summary>An array of pairs of a string and a finite number, such as a vocabulary with scores.</summary>
    public List<(string Text, double Number)> Scores(string name)
    {
        var value = Required(name);
        if (value.ValueKind != JsonValueKind.Array)
            throw Error(name, $"must be an array, not {Show(value)}.");

        var scores = new List<(string, double)>(value.GetArrayLength());
        foreach (var pair in value.EnumerateArray())
        {
            if (pair.ValueKind != JsonValueKind.Array || pair.GetArrayLength() != 2
                || pair[0].ValueKind != JsonValueKind.String || pair[1].ValueKind != JsonValueKind.Number
                || pair[1].GetDouble() is var score && !double.IsFinite(score))
            {
                throw Error($"{name}[{scores.Count}]", $"must be a string and a finite number, not {Show(pair)}.");
            }

            scores.Add((pair[0].GetString()!, score));
        }

        return scores;
    }

    /// <summary>Refuses properties that were not read.</summary>
    public void End()
    {
        foreach (var property in element.EnumerateObject())
        {
            if (!_read.Contains(property.Name))
                throw Error(property.Name, "is not supported: this library does not know what it means here.");
        }
    }

    public TokenizerFormatException Error(string name, string what) => new($"{file}: '{PathOf(name)}' {what}");

    [DoesNotReturn]
    public T Unsupported<T>(string name, string? value, string supported) =>
        throw Error(name, $"is '{value}', which is not supported; supported: {supported}.");

    private JsonSection RequireObject() => element.ValueKind == JsonValueKind.Object
        ? this
        : throw new TokenizerFormatException($"{file}: '{(path.Length == 0 ? "$" : path)}' must be an object, not {Show(element)}.");

    private string AsString(JsonElement value, string name) => value.ValueKind == JsonValueKind.String
        ? value.GetString()!
        : throw Error(name, $"must be a string, not {Show(value)}.");

    private int AsCount(JsonElement value, string name) =>
        TryCount(value, out var number)
            ? number
            : throw Error(name, $"must be a whole number from 0 to {int.MaxValue - 1}, not {Show(value)}.");

    private static bool TryCount(JsonElement value, out int number)
    {
        number = 0;
        return value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out number) && number is >= 0 and < int.MaxValue;
    }

    private string PathOf(string name) => path.Length == 0 ? name : $"{path}.{name}";

    private static string Show(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "an array",
        _ => value.GetRawText(),
    };
}
