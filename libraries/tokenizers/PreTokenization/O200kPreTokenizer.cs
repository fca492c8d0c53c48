using System.Text;
using Attune.Tokenizers.Unicode;

namespace Attune.Tokenizers.PreTokenization;

/// <summary>
/// The splitting of GPT-4o's o200k, which Llama 4 and gpt-oss share, and of Mistral's Tekken, which has no contractions and one
/// digit a word. Words end where lower case turns into upper case.
/// </summary>
internal sealed class O200kPreTokenizer(bool contractions, int maxDigits) : CoveringSplit
{
    public const string Pattern = MostlySmall + Contracted + "|" + MostlyCapital + Contracted + @"|\p{N}{1,3}" + End;
    public const string TekkenPattern = MostlySmall + "|" + MostlyCapital + @"|\p{N}" + End;

    private const string MostlySmall = @"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+";
    private const string MostlyCapital = @"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*";
    private const string Contracted = "(?i:'s|'t|'re|'ve|'m|'ll|'d)?";
    private const string End = @"| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+";
    private const int None = -1;

    // The alternatives of the pattern, in its order.
    protected override int EndOfWord(ReadOnlySpan<char> text, int start, ref Work work)
    {
        var kind = SplitClasses.At(text, start, out var length);
        var next = start + length;
        if (kind == SplitClass.Number)
            return EndOfNumber(text, next, maxDigits);

        var canPrefix = kind is not (SplitClass.Letter or SplitClass.LineEnd);
        var end = canPrefix ? EndOfMostlySmall(text, next, ref work) : None;
        if (end == None)
            end = EndOfMostlySmall(text, start, ref work);
        if (end == None && canPrefix)
            end = EndOfMostlyCapital(text, next, ref work);
        if (end == None)
            end = EndOfMostlyCapital(text, start, ref work);
        if (end != None)
            return contractions ? end + Contraction(text, end, anyCase: true) : end;

        if (kind == SplitClass.Other || (text[start] == ' ' && SplitClasses.Is(SplitClass.Other, text, next)))
            return EndOfLineEnds(text, SplitClasses.SkipRun(SplitClass.Other, text, next), ref work);
        var spaceEnd = SplitClasses.SkipSpace(text, start, out var behindLineEnd, ref work);
        return behindLineEnd > 0 ? behindLineEnd : EndOfSpace(text, start, spaceEnd);
    }

    // Capitals, then at least one small letter, which may have to be the last capital that can be taken for one.
    private static int EndOfMostlySmall(ReadOnlySpan<char> text, int start, ref Work work)
    {
        int position = start, behindSmall = None;
        while (position < text.Length && Is(CharacterTraits.Capital, text, position, out var length, out var small))
        {
            position += length;
            if (small)
                behindSmall = position;
        }

        var end = SkipSmall(text, position);
        work.Add(end - start + 1);
        return end > position ? end : behindSmall;
    }

    private static int EndOfMostlyCapital(ReadOnlySpan<char> text, int start, ref Work work)
    {
        var position = start;
        while (position < text.Length && Is(CharacterTraits.Capital, text, position, out var length, out _))
            position += length;
        var end = position > start ? SkipSmall(text, position) : None;
        work.Add(Math.Max(end, position) - start + 1);
        return end;
    }

    private static int SkipSmall(ReadOnlySpan<char> text, int position)
    {
        while (position < text.Length && Is(CharacterTraits.Small, text, position, out var length, out _))
            position += length;
        return position;
    }

    private static bool Is(CharacterTraits trait, ReadOnlySpan<char> text, int position, out int length, out bool small)
    {
        Rune.DecodeFromUtf16(text[position..], out var rune, out length);
        small = UnicodeData.Has(rune.Value, CharacterTraits.Small);
        return trait == CharacterTraits.Small ? small : UnicodeData.Has(rune.Value, trait);
    }

    private static int EndOfLineEnds(ReadOnlySpan<char> text, int position, ref Work work)
    {
        var start = position;
        while (position < text.Length && text[position] is '\r' or '\n' or '/')
            position++;
        work.Add(position - start);
        return position;
    }
}
