using System.Buffers;
using System.Text;

namespace Attune.Tokenizers.Models;

/// <summary>
/// SentencePiece's unigram model: of all ways to cut a word into entries of the vocabulary, the one with the largest sum of
/// scores (Kudo 2018, by Viterbi's algorithm). A character in no entry of its own may be unknown, at ten less than the worst
/// score; unknown characters beside each other are one unknown token, or their bytes where the vocabulary has them.
/// </summary>
/// <param name="scores">One an id.</param>
/// <param name="byteIds">The ids of the 256 bytes, -1 for a missing one; empty: none is used.</param>
internal sealed class Unigram(VocabularyTrie vocabulary, double[] scores, int unknownId, int[] byteIds) : ITokenModel
{
    private const double UnknownPenalty = 10;

    private readonly double _unknownScore = scores.Min() - UnknownPenalty;

    public int? UnknownId => unknownId;

    public void Encode(ReadOnlySpan<char> word, TokenBuffer ids, ref Work work)
    {
        // The best path to every position between two UTF-16 units; those inside of a pair stay unreached.
        var rented = ArrayPool<PathNode>.Shared.Rent(word.Length + 1);
        try
        {
            var path = rented.AsSpan(0, word.Length + 1);
            path.Fill(new PathNode { Start = PathNode.Unreached });
            FindPath(word, path, ref work);
            AppendPath(word, path, ids, ref work);
        }
        finally
        {
            ArrayPool<PathNode>.Shared.Return(rented);
        }
    }

    private void FindPath(ReadOnlySpan<char> word, Span<PathNode> path, ref Work work)
    {
        var steps = 0;
        for (int start = 0, length; start < word.Length; start += length)
        {
            length = char.IsHighSurrogate(word[start]) ? 2 : 1;
            var score = path[start].Score;
            var known = false;
            int node = VocabularyTrie.Root, looked = word.Length - start;
            for (var i = start; i < word.Length; i++)
            {
                node = vocabulary.Next(node, word[i], out var id);
                if (node == VocabularyTrie.Nowhere)
                {
                    looked = i - start + 1;
                    break;
                }

                if (id == VocabularyTrie.NoId)
                    continue;
                Offer(ref path[i + 1], start, id, score + scores[id]);
                known |= i + 1 == start + length;
            }

            if (!known)
                Offer(ref path[start + length], start, unknownId, score + _unknownScore);
            steps += looked;
            if (steps >= Work.Batch)
            {
                work.Add(steps);
                steps = 0;
            }
        }

        work.Add(steps);
    }

    // Of equals the first stays: the one that begins first.
    private static void Offer(ref PathNode end, int start, int id, double score)
    {
        if (end.Start == PathNode.Unreached || score > end.Score)
            end = new PathNode { Score = score, Start = start, Id = id };
    }

    // The path is known from its end, so the ids are appended in reverse.
    private void AppendPath(ReadOnlySpan<char> word, ReadOnlySpan<PathNode> path, TokenBuffer ids, ref Work work)
    {
        work.Add(word.Length);
        var first = ids.Count;
        for (var end = word.Length; end > 0;)
        {
            var start = path[end].Start;
            if (path[end].Id != unknownId)
            {
                ids.Append(path[end].Id);
            }
            else
            {
                while (start > 0 && path[start].Id == unknownId)
                    start = path[start].Start;
                AppendUnknown(word[start..end], ids);
            }

            end = start;
        }

        ids.Reverse(first);
    }

    private void AppendUnknown(ReadOnlySpan<char> text, TokenBuffer ids)
    {
        // Unknown characters together can be an entry whose score is so low that leaving it out was better.
        var id = vocabulary.IdOf(text);
        if (id != VocabularyTrie.NoId)
            ids.Append(id);
        else if (byteIds.Length == 0 || !TryAppendBytes(text, ids))
            ids.Append(unknownId);
    }

    private bool TryAppendBytes(ReadOnlySpan<char> text, TokenBuffer ids)
    {
        var first = ids.Count;
        Span<byte> utf8 = stackalloc byte[4];
        while (!text.IsEmpty)
        {
            Rune.DecodeLastFromUtf16(text, out var rune, out var length);
            for (var i = rune.EncodeToUtf8(utf8) - 1; i >= 0; i--)
            {
                if (byteIds[utf8[i]] == VocabularyTrie.NoId)
                {
                    ids.Truncate(first);
                    return false;
                }

                ids.Append(byteIds[utf8[i]]);
            }

            text = text[..^length];
        }

        return true;
    }
}
