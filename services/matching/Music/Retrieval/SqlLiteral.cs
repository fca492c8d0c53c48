namespace Attune.Matching.Music.Retrieval;

/// <summary>Writes values into statements that take no parameters, such as CREATE INDEX.</summary>
internal static class SqlLiteral
{
    /// <summary>
    /// A string constant that reads the same whatever <c>standard_conforming_strings</c> says, as PostgreSQL's own <c>quote_literal</c>
    /// does it.
    /// </summary>
    /// <exception cref="ArgumentException">The text has U+0000, which PostgreSQL cannot store.</exception>
    public static string Of(string text)
    {
        if (text.Contains('\0')) throw new ArgumentException("A text with U+0000 cannot be stored.", nameof(text));
        var quoted = text.Replace("'", "''", StringComparison.Ordinal);
        return quoted.Contains('\\') ? $" E'{quoted.Replace("\\", "\\\\", StringComparison.Ordinal)}'" : $"'{quoted}'";
    }
}
