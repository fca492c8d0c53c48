namespace Attune.Tokenizers.PreTokenization;

/// <summary>The splitting of GPT-4's cl100k and of what came after it: Llama 3 (three digits a word) and Qwen (one).</summary>
internal sealed class Cl100kPreTokenizer(int maxDigits) : CoveringSplit
{
    public const string QwenPattern = Start + @"\p{N}" + End;
    public const string Llama3Pattern = Start + @"\p{N}{1,3}" + End;

    private const string Start = @"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|";
    private const string End = @"| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+";

    // The alternatives of the pattern, in its order.
    protected override int EndOfWord(ReadOnlySpan<char> text, int start, ref Work work)
    {
        var contraction = Contraction(text, start, anyCase: true);
        if (contraction > 0)
            return start + contraction;

        var kind = SplitClasses.At(text, start, out var length);
        var next = start + length;
        if (kind == SplitClass.Letter)
            return SplitClasses.SkipRun(SplitClass.Letter, text, next);
        if (kind == SplitClass.Number)
            return EndOfNumber(text, next, maxDigits);
        if (kind != SplitClass.LineEnd && SplitClasses.Is(SplitClass.Letter, text, next))
            return SplitClasses.SkipRun(SplitClass.Letter, text, next);
        if (kind == SplitClass.Other || (text[start] == ' ' && SplitClasses.Is(SplitClass.Other, text, next)))
            return SplitClasses.SkipRun(SplitClass.LineEnd, text, SplitClasses.SkipRun(SplitClass.Other, text, next));

        var end = SplitClasses.SkipSpace(text, start, out var behindLineEnd, ref work);
        return behindLineEnd > 0 ? behindLineEnd : EndOfSpace(text, start, end);
    }
}
