using Attune.Tokenizers.AddedTokens;
using Attune.Tokenizers.Models;
using Attune.Tokenizers.Normalization;
using Attune.Tokenizers.PostProcessing;
using Attune.Tokenizers.PreTokenization;

namespace Attune.Tokenizers;

/// <summary>What a tokenizer file describes, in the order in which a text passes through it.</summary>
internal sealed record TokenizerParts
{
    public required IReadOnlyList<AddedToken> AddedTokens { get; init; }

    public required INormalizer? Normalizer { get; init; }

    /// <summary>Each splits the words of the one before; none: the text is one word.</summary>
    public required IPreTokenizer[] PreTokenizers { get; init; }

    public required ITokenModel Model { get; init; }

    public required SequenceTemplate Template { get; init; }

    /// <summary>The id of an added token or an entry of the vocabulary; null where there is none.</summary>
    public required Func<string, int?> IdOf { get; init; }

    public required int VocabularySize { get; init; }

    public required int PadId { get; init; }

    /// <summary>The content of an added token as it reads in normalised text.</summary>
    public string NormalizedContent(AddedToken token)
    {
        if (Normalizer is null)
            return token.Content;
        var normalized = new CharBuffer(token.Content.Length);
        try
        {
            var work = new Work();
            Normalizer.Normalize(token.Content, ref normalized, ref work);
            return normalized.Written.ToString();
        }
        finally
        {
            normalized.Dispose();
        }
    }
}
