namespace Attune.Hosting.Errors;

/// <summary>Puts a caller's text into a message without letting it flood the message.</summary>
public static class Quote
{
    private const int Longest = 60;

    /// <summary>In quotation marks; of a long one the beginning and its length.</summary>
    public static string Text(string text) =>
        text.Length <= Longest ? $"'{text}'" : $"'{ErrorText.Cut(text, Longest + 1)}' ({text.Length:N0} characters)";

    /// <summary>Up to ten of them, and how many more there are.</summary>
    public static string List(IReadOnlyCollection<string> texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        var shown = string.Join(", ", texts.Take(10).Select(Text));
        return texts.Count <= 10 ? shown : $"{shown} and {texts.Count - 10:N0} more";
    }
}
