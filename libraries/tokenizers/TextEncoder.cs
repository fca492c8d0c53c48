using System.Text;
using Attune.Tokenizers.AddedTokens;
using Attune.Tokenizers.Normalization;
using Attune.Tokenizers.PreTokenization;

namespace Attune.Tokenizers;

/// <summary>
/// From a text to its own token ids: finds added tokens, normalises what is between them, finds those of normalised text, encodes the rest.
/// </summary>
internal sealed class TextEncoder(TokenizerParts parts)
{
    private readonly INormalizer? _normalizer = parts.Normalizer;
    private readonly WordEncoder _words = new(parts.PreTokenizers, parts.Model);
    private readonly AddedTokenMatcher _rawTokens = new(parts.AddedTokens.Where(x => !x.Normalized).Select(x => (x.Content, x)));
    private readonly AddedTokenMatcher _normalizedTokens =
        new(parts.AddedTokens.Where(x => x.Normalized).Select(x => (parts.NormalizedContent(x), x)));

    /// <exception cref="OperationCanceledException">By <paramref name="work"/>; the ids are those before the call.</exception>
    public void Encode(ReadOnlySpan<char> text, TokenBuffer ids, ref Work work)
    {
        var before = ids.Count;
        try
        {
            work.Add(0);
            if (IndexOfLoneSurrogate(text) is var position and >= 0)
                EncodeRepaired(text, position, ids, ref work);
            else
                EncodeRaw(text, ids, ref work);
        }
        catch (OperationCanceledException)
        {
            ids.Truncate(before);
            throw;
        }
    }

    private void EncodeRepaired(ReadOnlySpan<char> text, int position, TokenBuffer ids, ref Work work)
    {
        work.Add(text.Length);
        var repaired = new CharBuffer(text.Length);
        try
        {
            repaired.Append(text[..position]);
            foreach (var rune in text[position..].EnumerateRunes())
                repaired.AppendCodePoint(rune.Value);
            EncodeRaw(repaired.Written, ids, ref work);
        }
        finally
        {
            repaired.Dispose();
        }
    }

    private void EncodeRaw(ReadOnlySpan<char> text, TokenBuffer ids, ref Work work)
    {
        var split = new AddedTokenSplit(_rawTokens, text);
        while (split.TryNext(out var section, out var start, out var token, ref work))
        {
            if (!section.IsEmpty)
                EncodeSection(section, start == 0, ids, ref work);
            if (token is not null)
                ids.Append(token.Id);
        }
    }

    private void EncodeSection(ReadOnlySpan<char> section, bool atStart, TokenBuffer ids, ref Work work)
    {
        if (_normalizer is null)
        {
            EncodeNormalized(section, atStart, ids, ref work);
            return;
        }

        // Room for the blanks around ideographs and for decompositions; it grows where that is not enough.
        var normalized = new CharBuffer(section.Length + (section.Length / 4) + 16);
        try
        {
            _normalizer.Normalize(section, ref normalized, ref work);
            EncodeNormalized(normalized.Written, atStart, ids, ref work);
        }
        finally
        {
            normalized.Dispose();
        }
    }

    private void EncodeNormalized(ReadOnlySpan<char> text, bool atStart, TokenBuffer ids, ref Work work)
    {
        var split = new AddedTokenSplit(_normalizedTokens, text);
        while (split.TryNext(out var section, out var start, out var token, ref work))
        {
            if (!section.IsEmpty)
                _words.Encode(section, atStart && start == 0, ids, ref work);
            if (token is not null)
                ids.Append(token.Id);
        }
    }

    private static int IndexOfLoneSurrogate(ReadOnlySpan<char> text)
    {
        var position = 0;
        while (text[position..].IndexOfAnyInRange('\uD800', '\uDFFF') is var skipped and >= 0)
        {
            position += skipped;
            if (Rune.DecodeFromUtf16(text[position..], out _, out var length) != System.Buffers.OperationStatus.Done)
                return position;
            position += length;
        }

        return -1;
    }
}
