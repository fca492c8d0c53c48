namespace Attune.Hosting.Errors;

/// <summary>Keeps what goes into a message short: a status has to fit into HTTP/2 trailers, a reply into what clients take.</summary>
public static class ErrorText
{
    /// <summary>The text, or its beginning with an ellipsis; never half of a surrogate pair.</summary>
    /// <param name="text">Of any length.</param>
    /// <param name="longest">Characters of the result, at least 2.</param>
    public static string Cut(string text, int longest)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length <= longest) return text;
        var end = longest - 1;
        if (char.IsHighSurrogate(text[end - 1])) end--;
        return string.Concat(text.AsSpan(0, end), "…");
    }
}
