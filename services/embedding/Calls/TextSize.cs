using System.Text;

namespace Attune.Embedding.Calls;

/// <summary>
/// How much text is taken in, in bytes of UTF-8, so that what tokenising costs is bounded before it begins. The contract states both
/// numbers.
/// </summary>
internal static class TextSize
{
    /// <summary>Of one text, query, document or task.</summary>
    public const int Most = 256 * 1024;

    /// <summary>Of all in one request.</summary>
    public const int MostTogether = 2 * 1024 * 1024;

    public static int Of(string text) => Encoding.UTF8.GetByteCount(text);

    /// <summary>What is wrong with the size of a text; null where nothing is.</summary>
    public static string? Problem(string text) => Of(text) is > Most and var bytes
        ? $"has {bytes} bytes; the limit of one text is {Most} (send its beginning)"
        : null;
}
