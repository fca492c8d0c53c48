namespace Attune.Tokenizers.Unicode;

/// <summary>The part of a grapheme cluster read so far, as far as the rules of UAX #29 look back. Rule numbers are Unicode's.</summary>
internal struct ClusterState(GraphemeClass first)
{
    // A pictograph and nothing but extensions behind it.
    private bool _pictograph = first == GraphemeClass.Pictographic;

    // A consonant and nothing but what may stand in a conjunct behind it; and whether a linker was there.
    private bool _consonant = first == GraphemeClass.Consonant;
    private bool _linked;

    private bool _oddFlags = first == GraphemeClass.RegionalIndicator;

    /// <summary>Whether there is no boundary between the last code point and the next.</summary>
    public readonly bool Joins(GraphemeClass last, GraphemeClass next)
    {
        if (last is GraphemeClass.CarriageReturn or GraphemeClass.LineFeed or GraphemeClass.Control)
            return last == GraphemeClass.CarriageReturn && next == GraphemeClass.LineFeed; // GB3, GB4
        if (next is GraphemeClass.CarriageReturn or GraphemeClass.LineFeed or GraphemeClass.Control)
            return false; // GB5
        if (next >= GraphemeClass.SpacingMark || last == GraphemeClass.Prepend)
            return true; // GB9, GB9a, GB9b
        return next switch
        {
            GraphemeClass.Leading or GraphemeClass.OpenSyllable or GraphemeClass.ClosedSyllable => last == GraphemeClass.Leading, // GB6
            GraphemeClass.Vowel => last is GraphemeClass.Leading or GraphemeClass.Vowel or GraphemeClass.OpenSyllable, // GB6, GB7
            GraphemeClass.Trailing =>
                last is GraphemeClass.Vowel or GraphemeClass.OpenSyllable or GraphemeClass.ClosedSyllable
                    or GraphemeClass.Trailing, // GB7, GB8
            GraphemeClass.Consonant => _consonant && _linked, // GB9c
            GraphemeClass.Pictographic => _pictograph && last == GraphemeClass.Joiner, // GB11
            GraphemeClass.RegionalIndicator => _oddFlags, // GB12, GB13
            _ => false,
        };
    }

    /// <summary>Takes a code point into the cluster.</summary>
    public void Add(GraphemeClass last, GraphemeClass next)
    {
        _pictograph = next == GraphemeClass.Pictographic || (_pictograph && last != GraphemeClass.Joiner && next >= GraphemeClass.Extend);
        _oddFlags = next == GraphemeClass.RegionalIndicator && !(last == GraphemeClass.RegionalIndicator && _oddFlags);
        _linked = _consonant && (next == GraphemeClass.Linker || (_linked && next > GraphemeClass.Extend));
        _consonant = next == GraphemeClass.Consonant || (_consonant && next > GraphemeClass.Extend);
    }
}
