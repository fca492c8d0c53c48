namespace Attune.Tokenizers.PreTokenization;

/// <summary>What becomes of the matches of a Split. The names are those of the file.</summary>
internal enum SplitBehavior
{
    /// <summary>They are no words.</summary>
    Removed,

    /// <summary>Each is a word.</summary>
    Isolated,

    /// <summary>One belongs to the word before it; one behind another is a word of its own.</summary>
    MergedWithPrevious,

    /// <summary>One belongs to the word behind it; one before another is a word of its own.</summary>
    MergedWithNext,

    /// <summary>Those that touch are one word together.</summary>
    Contiguous,
}
