using System.Runtime.InteropServices;

namespace Attune.Tokenizers.PostProcessing;

/// <summary>How many tokens of two texts are kept.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct PairLengths(int First, int Second)
{
    /// <summary>Cuts two texts to <paramref name="room"/> tokens, as the reference's <c>truncate_encodings</c> does.</summary>
    /// <exception cref="ArgumentException">Only the second may be cut, and nothing would be left of it.</exception>
    public static PairLengths Fit(int first, int second, int room, PairTruncation truncation)
    {
        var excess = (int)Math.Max(0, (long)first + second - room);
        if (excess == 0)
            return new(first, second);
        // No room at all empties both, whatever the strategy.
        if (room == 0)
            return new(0, 0);

        switch (truncation)
        {
            case PairTruncation.LongestFirst:
                var shorter = Math.Min(first, second);
                if (shorter > room - shorter)
                    shorter = room / 2;
                var longer = room - shorter;
                return first > second ? new(longer, shorter) : new(shorter, longer);
            case PairTruncation.OnlySecond when second > excess:
                return new(first, second - excess);
            case PairTruncation.OnlySecond:
                throw new ArgumentException(
                    $"The first text has {first} tokens, which leaves no room for the second in {room}; shorten the first text or raise " +
                    "the limit.", nameof(first));
            default:
                throw new ArgumentOutOfRangeException(nameof(truncation), truncation, "Unknown truncation strategy.");
        }
    }
}
