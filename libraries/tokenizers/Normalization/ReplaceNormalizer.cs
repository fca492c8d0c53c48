using Attune.Tokenizers.Patterns;

namespace Attune.Tokenizers.Normalization;

/// <summary>Replaces every match, from left to right. The replacement is taken as it stands: it does not refer to groups.</summary>
internal sealed class ReplaceNormalizer(IPattern pattern, string replacement) : INormalizer
{
    public void Normalize(ReadOnlySpan<char> text, ref CharBuffer output, ref Work work)
    {
        var copied = 0;
        while (pattern.TryFind(text, copied, out var start, out var end, ref work))
        {
            output.Append(text[copied..start]);
            output.Append(replacement);
            copied = end;
        }

        work.Add(text.Length - copied);
        output.Append(text[copied..]);
    }
}
