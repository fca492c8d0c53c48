namespace Attune.Tokenizers;

/// <summary>Which of two texts gives way where both do not fit: the strategies of Hugging Face's <c>truncation</c>.</summary>
public enum PairTruncation
{
    /// <summary>
    /// The longer one, down to the length of the other; then both alike, and an odd token stays with the longer one (the second, where they
    /// are equal).
    /// </summary>
    LongestFirst,

    /// <summary>The second one alone.</summary>
    OnlySecond,
}
