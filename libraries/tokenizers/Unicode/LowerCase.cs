namespace Attune.Tokenizers.Unicode;

/// <summary>
/// The full lower-case mapping of each code point by itself: a sigma that ends a word stays an ordinary one, as in the reference.
/// </summary>
internal static class LowerCase
{
    /// <summary>The one code point that becomes two.</summary>
    public const int CapitalDottedI = 0x130;

    private const int CombiningDot = 0x307;

    public static void Append(int codePoint, ref CharBuffer output)
    {
        output.AppendCodePoint(UnicodeData.ToLower(codePoint));
        if (codePoint == CapitalDottedI)
            output.AppendCodePoint(CombiningDot);
    }
}
