using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Attune.Samples.Tests;

/// <summary>Checks values against the part of JSON Schema that the schemas of the samples use; any other keyword is an error.</summary>
internal static class Schema
{
    /// <summary>What is wrong with the value, each with its place in it.</summary>
    public static IReadOnlyList<string> Errors(JsonObject schema, JsonNode? value) => [.. Check(schema, value, "$")];

    private static IEnumerable<string> Check(JsonObject schema, JsonNode? value, string place)
    {
        if (!IsOfType(value, schema["type"]!.GetValue<string>())) return [$"{place} is no {schema["type"]}"];
        return schema.SelectMany(keyword => CheckKeyword(schema, keyword.Key, keyword.Value!, value!, place));
    }

    private static IEnumerable<string> CheckKeyword(JsonObject schema, string keyword, JsonNode rule, JsonNode value, string place) => keyword switch
    {
        "$schema" or "title" or "description" or "type" => [],
        "required" => rule.AsArray().Select(key => key!.GetValue<string>())
            .Where(key => !value.AsObject().ContainsKey(key)).Select(key => $"{place} lacks {key}"),
        "properties" => value.AsObject().Where(member => rule[member.Key] is not null)
            .SelectMany(member => Check(rule[member.Key]!.AsObject(), member.Value, $"{place}.{member.Key}")),
        "additionalProperties" when !rule.GetValue<bool>() => value.AsObject()
            .Where(member => schema["properties"]![member.Key] is null).Select(member => $"{place} has the unknown key {member.Key}"),
        "items" => value.AsArray().SelectMany((item, index) => Check(rule.AsObject(), item, $"{place}[{index}]")),
        "uniqueItems" when rule.GetValue<bool>() => value.AsArray().GroupBy(item => item!.ToJsonString())
            .Where(same => same.Count() > 1).Select(same => $"{place} has {same.Key} more than once"),
        "minItems" => Fail(value.AsArray().Count < rule.GetValue<int>(), $"{place} has too few items"),
        "maxItems" => Fail(value.AsArray().Count > rule.GetValue<int>(), $"{place} has too many items"),
        "minLength" => Fail(Length(value) < rule.GetValue<int>(), $"{place} is too short"),
        "maxLength" => Fail(Length(value) > rule.GetValue<int>(), $"{place} is too long"),
        "minimum" => Fail(value.GetValue<double>() < rule.GetValue<double>(), $"{place} is too small"),
        "maximum" => Fail(value.GetValue<double>() > rule.GetValue<double>(), $"{place} is too large"),
        "pattern" => Fail(!Matches(value.GetValue<string>(), rule.GetValue<string>()), $"{place} is malformed: {value}"),
        _ => throw new NotSupportedException($"The keyword {keyword} with {rule.ToJsonString()} is not checked here."),
    };

    private static bool IsOfType(JsonNode? value, string type) => (type, value?.GetValueKind()) switch
    {
        ("object", JsonValueKind.Object) or ("array", JsonValueKind.Array) or ("string", JsonValueKind.String) or ("number", JsonValueKind.Number) => true,
        ("boolean", JsonValueKind.True or JsonValueKind.False) => true,
        ("integer", JsonValueKind.Number) => double.IsInteger(value!.GetValue<double>()),
        _ => false,
    };

    /// <summary>JSON Schema counts characters, not UTF-16 units.</summary>
    private static int Length(JsonNode value) => value.GetValue<string>().EnumerateRunes().Count();

    private static bool Matches(string text, string pattern) => Regex.IsMatch(text, pattern, RegexOptions.ECMAScript, TimeSpan.FromSeconds(1));

    private static IEnumerable<string> Fail(bool failed, string message) => failed ? [message] : [];
}
