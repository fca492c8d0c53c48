using System.Globalization;
using System.Numerics;
using System.Text;

namespace Pgvector;

/// <summary>What the dense vector types share: their text form, such as <c>[1,2.5,-3]</c>, and their hash code.</summary>
internal static class DenseText
{
    public static T[] Parse<T>(string text) where T : INumber<T>
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text is not ['[', .. var inside, ']']) throw new FormatException($"A vector is written [1,2,3], not '{text}'.");
        return inside.Length == 0 ? [] : Array.ConvertAll(inside.Split(','), element => T.Parse(element, CultureInfo.InvariantCulture));
    }

    public static string Format<T>(ReadOnlySpan<T> elements) where T : INumber<T>
    {
        var text = new StringBuilder("[");
        foreach (var element in elements)
        {
            if (text.Length > 1) text.Append(',');
            text.Append(CultureInfo.InvariantCulture, $"{element}");
        }
        return text.Append(']').ToString();
    }

    public static int GetHashCode<T>(ReadOnlySpan<T> elements)
    {
        var hash = new HashCode();
        foreach (var element in elements) hash.Add(element);
        return hash.ToHashCode();
    }
}
