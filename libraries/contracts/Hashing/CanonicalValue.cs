using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Attune.Contracts;

/// <summary>What a leaf stands for, whether it was parsed from text or made from a CLR value: both must hash alike.</summary>
internal static class CanonicalValue
{
    public static double Number(JsonValue value)
    {
        if (value.TryGetValue(out int integer)) return integer;
        if (!value.TryGetValue(out JsonElement _))
        {
            if (value.TryGetValue(out double real)) return Finite(value, real);
            if (value.TryGetValue(out float single) && !float.IsFinite(single)) return Finite(value, single);
        }

        // Through the text, because that is what a reader of the JSON gets: 0.1f is 0.1, not 0.10000000149011612.
        var text = value.ToJsonString();
        var number = Finite(value, double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture));
        return IsKept(text, number)
            ? number
            : throw CanonicalJson.Refused(value, $"is the integer {text}, which a double cannot hold (send it as a string)");
    }

    public static string Text(JsonValue value)
    {
        try
        {
            if (value.TryGetValue(out char character)) return character.ToString();
            // Dates, GUIDs and the like are strings only once they are written.
            return value.TryGetValue(out string? text) ? text : JsonNode.Parse(value.ToJsonString())!.GetValue<string>();
        }
        catch (InvalidOperationException exception)
        {
            throw CanonicalJson.Refused(value, "has a lone surrogate", exception);
        }
    }

    private static double Finite(JsonValue value, double number) => double.IsFinite(number)
        ? number
        : throw CanonicalJson.Refused(value, "is NaN, infinite or too large for a double");

    /// <summary>
    /// Two different ids must not become one number. Fractions round, as everywhere; an integer must come through unchanged, or
    /// be what a double prints (2⁶⁸ prints as 295147905179352830000), so that canonical JSON stays canonical.
    /// </summary>
    private static bool IsKept(string text, double number)
    {
        if (text.AsSpan().IndexOfAny('.', 'e', 'E') >= 0) return true;
        Span<byte> canonical = stackalloc byte[EcmaScriptNumber.MaxLength];
        var length = EcmaScriptNumber.Format(number, canonical);
        return Encoding.ASCII.GetString(canonical[..length]) == text
            || BigInteger.Parse(text, CultureInfo.InvariantCulture) == new BigInteger(number);
    }
}
