using System.Buffers;
using System.Text.Unicode;

namespace Attune.Tokenizers.Models;

/// <summary>
/// Byte-level byte-pair encoding: a word is its UTF-8 bytes, and the pair of symbols whose merge comes first in the file is
/// merged, the leftmost one of equals, until none merges.
/// </summary>
/// <param name="wholeWords">
/// The words that are one token, with its id: a short cut that must give what merging gives, or what the file's ignore_merges wants.
/// </param>
/// <param name="idOf">The token id of every symbol.</param>
internal sealed class ByteLevelBpe(ByteStringTable wholeWords, MergeTable merges, int[] idOf) : ITokenModel
{
    private const int StackBytes = 192, MaxBytesPerChar = 3;

    public void Encode(ReadOnlySpan<char> word, TokenBuffer ids, ref Work work)
    {
        if (word.Length <= StackBytes / MaxBytesPerChar)
        {
            Span<byte> bytes = stackalloc byte[StackBytes];
            Encode(bytes[..ToUtf8(word, bytes)], ids, ref work);
            return;
        }

        var pooled = ArrayPool<byte>.Shared.Rent(word.Length * MaxBytesPerChar);
        try
        {
            Encode(pooled.AsSpan(0, ToUtf8(word, pooled)), ids, ref work);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(pooled);
        }
    }

    private void Encode(ReadOnlySpan<byte> word, TokenBuffer ids, ref Work work)
    {
        work.Add(word.Length);
        if (wholeWords.TryGet(word, out var id))
            ids.Append(id);
        else
            WordMerger.Merge(word, merges, idOf, ids, ref work);
    }

    private static int ToUtf8(ReadOnlySpan<char> word, Span<byte> bytes)
    {
        for (var i = 0; i < word.Length; i++)
        {
            var c = word[i];
            if (c >= 0x80)
            {
                Utf8.FromUtf16(word[i..], bytes[i..], out _, out var written);
                return i + written;
            }

            bytes[i] = (byte)c;
        }

        return word.Length;
    }
}
