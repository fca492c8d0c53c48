namespace Attune.Tokenizers.PreTokenization;

/// <summary>GPT-2's and RoBERTa's splitting, <see cref="Pattern"/>.</summary>
internal sealed class Gpt2PreTokenizer : CoveringSplit
{
    public const string Pattern = @"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+";

    protected override int EndOfWord(ReadOnlySpan<char> text, int start, ref Work work)
    {
        var contraction = Contraction(text, start, anyCase: false);
        if (contraction > 0)
            return start + contraction;

        var body = text[start] == ' ' ? start + 1 : start;
        if (body < text.Length)
        {
            var kind = SplitClasses.At(text, body, out var length);
            if (kind is SplitClass.Letter or SplitClass.Number or SplitClass.Other)
                return SplitClasses.SkipRun(kind, text, body + length);
        }

        return EndOfSpace(text, start, SplitClasses.SkipSpace(text, start, out _, ref work));
    }
}
