using Attune.Tokenizers.AddedTokens;
using Attune.Tokenizers.Normalization;
using Attune.Tokenizers.PostProcessing;
using Attune.Tokenizers.PreTokenization;
using Attune.Tokenizers.Unicode;

namespace Attune.Tokenizers;

/// <summary>
/// Turns text into the token ids that a model was trained on, as the reference implementation of Hugging Face's
/// <c>tokenizer.json</c> does. Lone surrogates count as U+FFFD. Immutable and thread-safe; made by <see cref="TokenizerFile"/>.
/// </summary>
public sealed class Tokenizer
{
    private readonly INormalizer? _normalizer;
    private readonly WordEncoder _words;
    private readonly AddedTokenMatcher _rawTokens;
    private readonly AddedTokenMatcher _normalizedTokens;
    private readonly SequenceTemplate _template;
    private readonly Func<string, int?> _idOf;

    internal Tokenizer(TokenizerParts parts)
    {
        _normalizer = parts.Normalizer;
        _words = new(parts.PreTokenizers, parts.Model);
        _template = parts.Template;
        _idOf = parts.IdOf;
        _rawTokens = new(parts.AddedTokens.Where(x => !x.Normalized).Select(x => (x.Content, x)));
        _normalizedTokens = new(parts.AddedTokens.Where(x => x.Normalized).Select(x => (parts.NormalizedContent(x), x)));
        VocabularySize = parts.VocabularySize;
        PadId = parts.PadId;
        UnknownId = parts.Model.UnknownId;
    }

    /// <summary>One more than the largest id.</summary>
    public int VocabularySize { get; }

    /// <summary>The id to fill a batch up with; its attention mask is 0.</summary>
    public int PadId { get; }

    /// <summary>The id of what is not in the vocabulary; null where every text has tokens of its own, as of bytes.</summary>
    public int? UnknownId { get; }

    /// <summary>Special tokens that every text gets besides its own tokens.</summary>
    public int SpecialTokenCount => _template.Count;

    /// <summary>Special tokens that every pair of texts gets besides their own tokens.</summary>
    public int PairSpecialTokenCount => _template.Pair.SpecialTokenCount;

    /// <summary>The id of an added token or of an entry of the vocabulary; null where there is none.</summary>
    public int? IdOf(string token) => _idOf(token);

    /// <summary>
    /// Appends the ids of <paramref name="text"/> to <paramref name="ids"/>, special tokens included. Of a longer text the first
    /// tokens are kept, so that special tokens and text together are at most <paramref name="maxTokens"/>.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxTokens"/> leaves no room for the special tokens.</exception>
    public TokenCount Encode(ReadOnlySpan<char> text, TokenBuffer ids, int maxTokens = int.MaxValue)
    {
        ArgumentNullException.ThrowIfNull(ids);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxTokens, _template.Count);

        int before = ids.Count;
        ids.Append(_template.Prefix);
        int first = ids.Count;
        EncodeRaw(text, ids);
        int own = ids.Count - first;
        ids.Truncate(first + Math.Min(own, maxTokens - _template.Count));
        ids.Append(_template.Suffix);
        return new(own + _template.Count, ids.Count - before);
    }

    /// <summary>
    /// Appends the text's own ids, without special tokens; added tokens that stand in the text are still found. Of a longer
    /// text the first <paramref name="maxTokens"/> are kept.
    /// </summary>
    public TokenCount EncodePlain(ReadOnlySpan<char> text, TokenBuffer ids, int maxTokens = int.MaxValue)
    {
        ArgumentNullException.ThrowIfNull(ids);
        ArgumentOutOfRangeException.ThrowIfNegative(maxTokens);

        int before = ids.Count;
        EncodeRaw(text, ids);
        int own = ids.Count - before;
        ids.Truncate(before + Math.Min(own, maxTokens));
        return new(own, ids.Count - before);
    }

    /// <summary>
    /// Appends the ids of two texts, joined as the post-processor joins a pair, and to <paramref name="types"/> the token type of
    /// each id. Where both texts do not fit into <paramref name="maxTokens"/>, special tokens included, the first tokens of each
    /// are kept, and <paramref name="truncation"/> says how many.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxTokens"/> leaves no room for the special tokens.</exception>
    /// <exception cref="ArgumentException">Only the second text may be cut, and the first leaves no room for any of it; nothing is appended.</exception>
    public TokenCount EncodePair(
        ReadOnlySpan<char> first,
        ReadOnlySpan<char> second,
        TokenBuffer ids,
        TokenBuffer types,
        int maxTokens = int.MaxValue,
        PairTruncation truncation = PairTruncation.LongestFirst)
    {
        ArgumentNullException.ThrowIfNull(ids);
        ArgumentNullException.ThrowIfNull(types);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxTokens, PairSpecialTokenCount);

        // Both texts go behind what the buffer holds, the joined pair behind them, and then they are taken out.
        int firstStart = ids.Count;
        EncodeRaw(first, ids);
        int secondStart = ids.Count;
        EncodeRaw(second, ids);
        int start = ids.Count;
        try
        {
            var kept = PairLengths.Fit(secondStart - firstStart, start - secondStart, maxTokens - PairSpecialTokenCount, truncation);
            foreach (var piece in _template.Pair.Pieces)
            {
                int length = piece.Part switch { PairPart.First => kept.First, PairPart.Second => kept.Second, _ => 1 };
                if (piece.Part == PairPart.Special)
                    ids.Append(piece.Id);
                else
                    ids.AppendOwn(piece.Part == PairPart.First ? firstStart : secondStart, length);
                types.AppendRepeated(piece.Type, length);
            }

            return new(start - firstStart + PairSpecialTokenCount, ids.Count - start);
        }
        finally
        {
            ids.Remove(firstStart, start - firstStart);
        }
    }

    private void EncodeRaw(ReadOnlySpan<char> text, TokenBuffer ids)
    {
        bool stripLeft = false;
        for (bool atStart = true; !text.IsEmpty; atStart = false)
        {
            var token = _rawTokens.Next(text, out int position, out int length);
            var section = Trim(text[..position], stripLeft, token?.StripLeft ?? false);
            if (!section.IsEmpty)
                EncodeSection(section, atStart, ids);
            if (token is null)
                return;
            ids.Append(token.Id);
            stripLeft = token.StripRight;
            text = text[(position + length)..];
        }
    }

    private void EncodeSection(ReadOnlySpan<char> section, bool atStart, TokenBuffer ids)
    {
        if (_normalizer is null)
        {
            EncodeNormalized(section, atStart, ids);
            return;
        }

        // Room for the blanks around ideographs and for decompositions; it grows where that is not enough.
        var normalized = new CharBuffer(section.Length + (section.Length / 4) + 16);
        try
        {
            _normalizer.Normalize(section, ref normalized);
            EncodeNormalized(normalized.Written, atStart, ids);
        }
        finally
        {
            normalized.Dispose();
        }
    }

    private void EncodeNormalized(ReadOnlySpan<char> text, bool atStart, TokenBuffer ids)
    {
        bool stripLeft = false;
        for (; !text.IsEmpty; atStart = false)
        {
            var token = _normalizedTokens.Next(text, out int position, out int length);
            _words.Encode(Trim(text[..position], stripLeft, token?.StripLeft ?? false), atStart, ids);
            if (token is null)
                return;
            ids.Append(token.Id);
            stripLeft = token.StripRight;
            text = text[(position + length)..];
        }
    }

    private static ReadOnlySpan<char> Trim(ReadOnlySpan<char> text, bool start, bool end)
    {
        while (start && !text.IsEmpty && WhiteSpace.Is(text[0]))
            text = text[1..];
        while (end && !text.IsEmpty && WhiteSpace.Is(text[^1]))
            text = text[..^1];
        return text;
    }
}
