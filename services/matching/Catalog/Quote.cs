using Attune.Hosting.Errors;

namespace Attune.Matching.Catalog;

/// <summary>Puts a caller's text into a message without letting it flood the message.</summary>
internal static class Quote
{
    private const int Longest = 60;

    public static string Short(string text) =>
        text.Length <= Longest ? $"'{text}'" : $"'{ErrorText.Cut(text, Longest + 1)}' ({text.Length:N0} characters)";

    /// <summary>Up to ten of them, and how many more there are.</summary>
    public static string List(IReadOnlyCollection<string> texts)
    {
        var shown = string.Join(", ", texts.Take(10).Select(Short));
        return texts.Count <= 10 ? shown : $"{shown} and {texts.Count - 10:N0} more";
    }
}
