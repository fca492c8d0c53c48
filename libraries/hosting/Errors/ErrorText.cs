namespace Attune.Hosting.Errors;

/// <summary>Keeps what goes into a status short enough for HTTP/2 trailers.</summary>
internal static class ErrorText
{
    /// <summary>The text, or its beginning with an ellipsis; never half of a surrogate pair.</summary>
    public static string Cut(string text, int longest)
    {
        if (text.Length <= longest) return text;
        var end = longest - 1;
        if (char.IsHighSurrogate(text[end - 1])) end--;
        return string.Concat(text.AsSpan(0, end), "…");
    }
}
