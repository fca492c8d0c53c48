using System.Text.RegularExpressions;

namespace Attune.Embedding.Models;

/// <summary>A text with placeholders, split at them once, so that what is filled in is never taken for a placeholder itself.</summary>
internal sealed class Template
{
    public const string Task = "{task}", Text = "{text}", Query = "{query}", Document = "{document}";

    // One literal more than placeholders: before, between and after them.
    private readonly string[] _literals, _placeholders;

    /// <param name="template">The text.</param>
    /// <param name="placeholders">Those that mean something in it; anything else stays as it is.</param>
    public Template(string template, params string[] placeholders)
    {
        var pattern = new Regex(
            string.Join('|', placeholders.Select(Regex.Escape)), RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
        _literals = pattern.Split(template);
        _placeholders = [.. pattern.Matches(template).Select(x => x.Value)];
    }

    public bool Has(string placeholder) => _placeholders.Contains(placeholder, StringComparer.Ordinal);

    /// <summary>Dispose what it returns.</summary>
    public FilledTemplate Fill(TemplateValues values) => new(_literals, _placeholders, values);
}
