using System.Buffers;
using System.Text;

namespace Attune.Tokenizers.Models;

/// <summary>
/// Byte-pair encoding over characters, as SentencePiece's BPE models (Llama 2, Mistral, Gemma) and CLIP have it. A character that is
/// no token is its bytes, where the vocabulary has them, or unknown, or nothing where the file names no unknown token. Symbols are
/// token ids.
/// </summary>
internal sealed class CharacterBpe(VocabularyTrie vocabulary, MergeTable merges, CharacterBpeSettings settings) : ITokenModel
{
    private const int StackSymbols = 192, MaxSymbolsPerChar = 3, Gone = -1;

    private readonly int _behindPrefix = vocabulary.Walk(VocabularyTrie.Root, settings.Prefix);

    public int? UnknownId => settings.UnknownId;

    public void Encode(ReadOnlySpan<char> word, TokenBuffer ids, ref Work work)
    {
        work.Add(word.Length);
        if (settings.IgnoreMerges && vocabulary.IdOf(word) is var whole and not VocabularyTrie.NoId)
        {
            ids.Append(whole);
            return;
        }

        if (word.Length <= StackSymbols / MaxSymbolsPerChar)
        {
            Encode(word, stackalloc int[StackSymbols], ids, ref work);
            return;
        }

        var pooled = ArrayPool<int>.Shared.Rent(word.Length * MaxSymbolsPerChar);
        try
        {
            Encode(word, pooled, ids, ref work);
        }
        finally
        {
            ArrayPool<int>.Shared.Return(pooled);
        }
    }

    private void Encode(ReadOnlySpan<char> word, Span<int> symbols, TokenBuffer ids, ref Work work)
    {
        symbols = symbols[..ToSymbols(word, symbols)];
        ids.Append(symbols[..WordMerger.Merge(symbols, merges, ref work)]);
    }

    // The reference holds an unknown token back until a known character or the end, also behind the bytes of what came in between.
    private int ToSymbols(ReadOnlySpan<char> word, Span<int> symbols)
    {
        int count = 0, unknown = Gone;
        for (int position = 0, length; position < word.Length; position += length)
        {
            length = char.IsHighSurrogate(word[position]) ? 2 : 1;
            var id = IdOf(word.Slice(position, length), isFirst: position == 0, isLast: position + length == word.Length);
            if (id != VocabularyTrie.NoId)
            {
                if (unknown != Gone)
                    symbols[count++] = unknown;
                unknown = Gone;
                symbols[count++] = id;
            }
            else if (TryAppendBytes(word.Slice(position, length), symbols[count..], out var bytes))
            {
                count += bytes;
            }
            else if (settings.UnknownId is { } unknownId)
            {
                if (unknown != Gone && !settings.FuseUnknown)
                    symbols[count++] = unknown;
                unknown = unknownId;
            }
        }

        if (unknown != Gone)
            symbols[count++] = unknown;
        return count;
    }

    private int IdOf(ReadOnlySpan<char> character, bool isFirst, bool isLast)
    {
        int node = isFirst ? VocabularyTrie.Root : _behindPrefix, id = VocabularyTrie.NoId;
        foreach (var c in character)
            node = vocabulary.Next(node, c, out id);
        if (isLast)
        {
            foreach (var c in settings.Suffix)
                node = vocabulary.Next(node, c, out id);
        }

        return id;
    }

    private bool TryAppendBytes(ReadOnlySpan<char> character, Span<int> symbols, out int count)
    {
        count = 0;
        if (settings.ByteIds.Length == 0)
            return false;
        Rune.DecodeFromUtf16(character, out var rune, out _);
        Span<byte> utf8 = stackalloc byte[4];
        var length = rune.EncodeToUtf8(utf8);
        foreach (var value in utf8[..length])
        {
            if (settings.ByteIds[value] == VocabularyTrie.NoId)
                return false;
            symbols[count++] = settings.ByteIds[value];
        }

        return true;
    }
}
