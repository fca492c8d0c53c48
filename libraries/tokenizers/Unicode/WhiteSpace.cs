namespace Attune.Tokenizers.Unicode;

/// <summary>Unicode's White_Space property, which has been the same since version 6.3 and has nothing beyond the basic plane.</summary>
internal static class WhiteSpace
{
    public static bool Is(char c) => c switch
    {
        <= '\u007F' => c is ' ' or (>= '\t' and <= '\r'),
        <= '\u1FFF' => c is '\u0085' or '\u00A0' or '\u1680',
        <= '\u200A' => true,
        _ => c is '\u2028' or '\u2029' or '\u202F' or '\u205F' or '\u3000',
    };
}
