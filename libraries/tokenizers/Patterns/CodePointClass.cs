using Attune.Tokenizers.Unicode;

namespace Attune.Tokenizers.Patterns;

/// <summary>A set of code points: of properties, white space and ranges, or of all others.</summary>
/// <param name="Parts">Any of them.</param>
/// <param name="Negated">What is in none of the parts.</param>
internal sealed record CodePointClass(CodePointClass.Part[] Parts, bool Negated = false)
{
    public static CodePointClass Of(CharacterTraits traits) => new([new(traits)]);

    public bool Contains(int codePoint)
    {
        foreach (var part in Parts)
        {
            if (part.Contains(codePoint))
                return !Negated;
        }

        return Negated;
    }

    /// <param name="Traits">Any of these properties; or none, and then the range counts.</param>
    /// <param name="Inverted">What has none of the properties, or is no white space.</param>
    internal sealed record Part(
        CharacterTraits Traits = CharacterTraits.None, bool Space = false, bool Inverted = false, int First = 0, int Last = -1)
    {
        public bool Contains(int codePoint)
        {
            var isIn = Space ? codePoint <= char.MaxValue && WhiteSpace.Is((char)codePoint)
                : Traits != CharacterTraits.None ? UnicodeData.Has(codePoint, Traits)
                : codePoint >= First && codePoint <= Last;
            return isIn != Inverted;
        }
    }
}
