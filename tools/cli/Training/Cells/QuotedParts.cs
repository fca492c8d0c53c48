using System.Text;

namespace Attune.Cli.Training.Cells;

/// <summary>Parts a text at separators, but not within quotation marks.</summary>
internal static class QuotedParts
{
    private const string Quotes = "\"'";

    public static void Read(string text, string separators, List<string> parts)
    {
        for (var at = 0; at < text.Length;)
        {
            if (separators.Contains(text[at], StringComparison.Ordinal) || char.IsWhiteSpace(text[at]))
            {
                at++;
                continue;
            }
            if (TryQuoted(text, separators, ref at, out var quoted))
            {
                parts.Add(quoted);
                continue;
            }
            var end = text.AsSpan(at).IndexOfAny(separators) is >= 0 and var length ? at + length : text.Length;
            // A mark that nothing closes, or that closes nothing, is a stray one.
            var part = text[at..end].Trim();
            parts.Add(Quotes.Contains(part[0], StringComparison.Ordinal) ? part.Trim(part[0]) : part.TrimEnd('"'));
            at = end;
        }
    }

    private static bool TryQuoted(string text, string separators, ref int at, out string part)
    {
        part = "";
        if (!Quotes.Contains(text[at], StringComparison.Ordinal)) return false;
        var read = new StringBuilder();
        for (var i = at + 1; i < text.Length; i++)
        {
            if (text[i] == '\\' && i + 1 < text.Length) i++;
            else if (text[i] == text[at] && Closes(text.AsSpan(i + 1), separators))
            {
                (part, at) = (read.ToString(), i + 1);
                return true;
            }
            read.Append(text[i]);
        }
        return false;
    }

    private static bool Closes(ReadOnlySpan<char> behind, string separators) =>
        behind.TrimStart(' ') is var rest
            && (rest.IsEmpty || separators.AsSpan().Contains(behind[0]) || separators.AsSpan().Contains(rest[0]));
}
