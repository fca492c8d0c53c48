using System.Text;

namespace Attune.Matching.Music.Catalog;

/// <summary>
/// Builds a text of sentences. White space is one blank, control characters are gone, and what is absent leaves no trace.
/// </summary>
internal sealed class CanonicalText
{
    private const string Enders = ".!?…。！？";

    private readonly StringBuilder _text = new(256);

    /// <summary>A sentence of its own; a full stop is added where there is no end.</summary>
    public CanonicalText Sentence(string text) => Append("", Clean(text));

    /// <summary><c>Label: text.</c></summary>
    public CanonicalText Labelled(string label, string text) => Append($"{label}: ", Clean(text));

    /// <summary><c>Label: one, two, three.</c> in the given order.</summary>
    public CanonicalText Labelled(string label, IEnumerable<string> words) => Append($"{label}: ", Join(words));

    public static string Join(IEnumerable<string> words) => string.Join(", ", words.Select(Clean).Where(word => word.Length > 0));

    public override string ToString() => _text.ToString();

    private CanonicalText Append(string label, string text)
    {
        if (text.Length == 0) return this;
        if (_text.Length > 0) _text.Append(' ');
        _text.Append(label).Append(text);
        if (!Enders.Contains(text[^1], StringComparison.Ordinal)) _text.Append('.');
        return this;
    }

    private static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (char.IsWhiteSpace(c))
            {
                if (clean.Length > 0 && clean[^1] != ' ') clean.Append(' ');
            }
            else if (!char.IsControl(c)) clean.Append(c);
        }
        if (clean.Length > 0 && clean[^1] == ' ') clean.Length--;
        return clean.ToString();
    }
}
