using Attune.Tokenizers.PostProcessing;

namespace Attune.Tokenizers;

/// <summary>
/// Turns text into the token ids that a model was trained on, as the reference implementation of Hugging Face's
/// <c>tokenizer.json</c> does. Lone surrogates count as U+FFFD. Immutable and thread-safe; made by <see cref="TokenizerFile"/>.
/// </summary>
public sealed class Tokenizer
{
    private readonly TextEncoder _encoder;
    private readonly SequenceTemplate _template;
    private readonly Func<string, int?> _idOf;

    internal Tokenizer(TokenizerParts parts)
    {
        _encoder = new(parts);
        _template = parts.Template;
        _idOf = parts.IdOf;
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
    /// <exception cref="OperationCanceledException">
    /// Nobody waits any more; noticed within some ten thousand steps, and the buffer is as it was.
    /// </exception>
    public TokenCount Encode(
        ReadOnlySpan<char> text, TokenBuffer ids, int maxTokens = int.MaxValue, CancellationToken cancellationToken = default)
    {
        var work = new Work(cancellationToken);
        return Encode(text, ids, maxTokens, ref work);
    }

    internal TokenCount Encode(ReadOnlySpan<char> text, TokenBuffer ids, int maxTokens, ref Work work)
    {
        ArgumentNullException.ThrowIfNull(ids);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxTokens, _template.Count);

        var before = ids.Count;
        ids.Append(_template.Prefix);
        var first = ids.Count;
        try
        {
            _encoder.Encode(text, ids, ref work);
        }
        catch (OperationCanceledException)
        {
            ids.Truncate(before);
            throw;
        }

        var own = ids.Count - first;
        ids.Truncate(first + Math.Min(own, maxTokens - _template.Count));
        ids.Append(_template.Suffix);
        return new(own + _template.Count, ids.Count - before);
    }

    /// <summary>
    /// Appends the text's own ids, without special tokens; added tokens that stand in the text are still found. Of a longer
    /// text the first <paramref name="maxTokens"/> are kept.
    /// </summary>
    /// <exception cref="OperationCanceledException">
    /// As <see cref="Encode(ReadOnlySpan{char}, TokenBuffer, int, CancellationToken)"/>.
    /// </exception>
    public TokenCount EncodePlain(
        ReadOnlySpan<char> text, TokenBuffer ids, int maxTokens = int.MaxValue, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(ids);
        ArgumentOutOfRangeException.ThrowIfNegative(maxTokens);

        var before = ids.Count;
        var work = new Work(cancellationToken);
        _encoder.Encode(text, ids, ref work);
        var own = ids.Count - before;
        ids.Truncate(before + Math.Min(own, maxTokens));
        return new(own, ids.Count - before);
    }

    /// <summary>
    /// Appends the ids of two texts, joined as the post-processor joins a pair, and to <paramref name="types"/> the token type of
    /// each id. Where both texts do not fit into <paramref name="maxTokens"/>, special tokens included, the first tokens of each
    /// are kept, and <paramref name="truncation"/> says how many.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxTokens"/> leaves no room for the special tokens.</exception>
    /// <exception cref="ArgumentException">
    /// Only the second text may be cut, and the first leaves no room for any of it; nothing is appended.
    /// </exception>
    /// <exception cref="OperationCanceledException">
    /// As <see cref="Encode(ReadOnlySpan{char}, TokenBuffer, int, CancellationToken)"/>.
    /// </exception>
    public TokenCount EncodePair(
        ReadOnlySpan<char> first,
        ReadOnlySpan<char> second,
        TokenBuffer ids,
        TokenBuffer types,
        int maxTokens = int.MaxValue,
        PairTruncation truncation = PairTruncation.LongestFirst,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(ids);
        ArgumentNullException.ThrowIfNull(types);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxTokens, PairSpecialTokenCount);

        // Both texts go behind what the buffer holds, the joined pair behind them, and then they are taken out.
        int firstStart = ids.Count, start = firstStart;
        var work = new Work(cancellationToken);
        try
        {
            _encoder.Encode(first, ids, ref work);
            var secondStart = start = ids.Count;
            _encoder.Encode(second, ids, ref work);
            start = ids.Count;
            var kept = PairLengths.Fit(secondStart - firstStart, start - secondStart, maxTokens - PairSpecialTokenCount, truncation);
            foreach (var piece in _template.Pair.Pieces)
            {
                var length = piece.Part switch { PairPart.First => kept.First, PairPart.Second => kept.Second, _ => 1 };
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
}
