using System.Text;
using Attune.Tokenizers.Unicode;

namespace Attune.Tokenizers.Normalization;

/// <summary>Unicode normalisation form C. Nearly all text is in it already, and such text is copied.</summary>
internal sealed class ComposedNormalizer : INormalizer
{
    // Nothing below combines with what stands before it.
    private const char FirstCombining = '\u0300';

    public void Normalize(ReadOnlySpan<char> text, ref CharBuffer output, ref Work work)
    {
        while (true)
        {
            var changing = IndexOfChange(text, out var start);
            work.Add(changing);
            output.Append(text[..start]);
            if (changing == text.Length)
                return;
            text = text[start..];
            text = text[ComposeStretch(text, changing - start, ref output, ref work)..];
        }
    }

    /// <summary>
    /// Where the first code point stands that may not stay as it is, or the text's length; <paramref name="start"/>: where the
    /// inert code point before it does.
    /// </summary>
    private static int IndexOfChange(ReadOnlySpan<char> text, out int start)
    {
        var position = text.IndexOfAnyExceptInRange('\0', (char)(FirstCombining - 1));
        if (position < 0)
            return start = text.Length;

        start = Math.Max(0, position - 1);
        int length, lastOrder = 0;
        for (; position < text.Length; position += length)
        {
            int codePoint = text[position];
            length = 1;
            if (char.IsSurrogate((char)codePoint))
            {
                Rune.DecodeFromUtf16(text[position..], out var rune, out length);
                codePoint = rune.Value;
            }

            // A falling order is for canonical ordering to mend.
            var effect = CanonicalComposition.EffectOf(codePoint);
            if (effect >= CanonicalComposition.Unstable || (effect != 0 && effect < lastOrder))
                return position;
            lastOrder = effect;
            if (effect == 0)
                start = position;
        }

        return start = position;
    }

    // From one inert code point (or the start of the text) up to the next; returns the length of the stretch.
    private static int ComposeStretch(ReadOnlySpan<char> text, int firstChange, ref CharBuffer output, ref Work work)
    {
        var buffer = new CompositionBuffer();
        try
        {
            var position = 0;
            while (position < text.Length)
            {
                Rune.DecodeFromUtf16(text[position..], out var rune, out var length);
                if (position > firstChange && CanonicalComposition.EffectOf(rune.Value) == 0)
                    break;
                buffer.Append(rune.Value);
                position += length;
            }

            work.Add(position);
            buffer.Flush(ref output, ref work);
            return position;
        }
        finally
        {
            buffer.Dispose();
        }
    }
}
