using System.Text;

namespace Attune.Tokenizers.Patterns;

/// <summary>From <paramref name="min"/> to <paramref name="max"/> code points of a class behind each other, as many as there are.</summary>
/// <param name="min">At least 1.</param>
internal sealed class RunPattern(CodePointClass members, int min, int max) : IPattern
{
    public bool TryFind(ReadOnlySpan<char> text, int from, out int start, out int end, ref Work work)
    {
        var count = 0;
        start = end = from;
        while (end < text.Length && count < max)
        {
            Rune.DecodeFromUtf16(text[end..], out var rune, out var length);
            if (members.Contains(rune.Value))
            {
                count++;
                end += length;
            }
            else if (count >= min)
            {
                break;
            }
            else
            {
                // A run that is too short has no start within it that would do.
                count = 0;
                start = end += length;
            }
        }

        work.Add(end - from + 1);
        return count >= min;
    }
}
