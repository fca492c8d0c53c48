namespace Attune.Tokenizers.Patterns;

/// <param name="content">Not empty.</param>
internal sealed class StringPattern(string content) : IPattern
{
    public bool TryFind(ReadOnlySpan<char> text, int from, out int start, out int end, ref Work work)
    {
        var skipped = text[from..].IndexOf(content, StringComparison.Ordinal);
        start = from + skipped;
        end = start + content.Length;
        work.Add(skipped < 0 ? text.Length - from : skipped + content.Length);
        return skipped >= 0;
    }
}
