using Attune.Tokenizers.Patterns;
using Attune.Tokenizers.PreTokenization;
using Attune.Tokenizers.Unicode;

namespace Attune.Tokenizers.Loading;

internal static class PreTokenizerSection
{
    /// <returns>The pre-tokenizers, each of which splits the words of the one before; none where the text stays one word.</returns>
    public static IPreTokenizer[] Read(JsonSection? section)
    {
        if (section is null)
            return [];

        var preTokenizers = section.String("type") switch
        {
            "Sequence" => [.. section.Sections("pretokenizers").SelectMany(Read)],
            "ByteLevel" => ReadByteLevel(section),
            "BertPreTokenizer" => [new BertPreTokenizer()],
            "Whitespace" => [new WhitespacePreTokenizer()],
            "WhitespaceSplit" => [new WhitespaceSplit()],
            "Punctuation" => [Split(CharacterTraits.Punctuation, ReadBehavior(section) ?? SplitBehavior.Isolated)],
            "Digits" => [Split(
                CharacterTraits.Numeric, section.Flag("individual_digits") ? SplitBehavior.Isolated : SplitBehavior.Contiguous)],
            "CharDelimiterSplit" => [new PatternSplit(new StringPattern(ReadDelimiter(section)), SplitBehavior.Removed, invert: false)],
            "Split" => [ReadSplit(section)],
            "Metaspace" => [ReadMetaspace(section)],
            var type => section.Unsupported<IPreTokenizer[]>(
                "type", type,
                "Sequence, BertPreTokenizer, ByteLevel, CharDelimiterSplit, Digits, Metaspace, Punctuation, Split, Whitespace, " +
                "WhitespaceSplit"),
        };
        section.End();
        return preTokenizers;
    }

    private static PatternSplit Split(CharacterTraits traits, SplitBehavior behavior) =>
        new(new RunPattern(CodePointClass.Of(traits), 1, 1), behavior, invert: false);

    // trim_offsets is about offsets into the text, which are not offered.
    private static IPreTokenizer[] ReadByteLevel(JsonSection section)
    {
        section.OptionalFlag("trim_offsets");
        var stages = new List<IPreTokenizer>();
        if (section.Flag("add_prefix_space"))
            stages.Add(new BlankPrefix());
        if (section.OptionalFlag("use_regex") ?? true)
            stages.Add(new Gpt2PreTokenizer());
        return [.. stages, new ByteAlphabetRewriter()];
    }

    private static IPreTokenizer ReadSplit(JsonSection section)
    {
        var behavior = ReadBehavior(section) ?? throw section.Error("behavior", "is missing.");
        var invert = section.Flag("invert");
        var pattern = PatternSection.ReadForSplit(section.Section("pattern"));
        // Its matches are all there is.
        return pattern is CoveringSplit covering && (behavior == SplitBehavior.Isolated || (behavior == SplitBehavior.Removed && invert))
            ? covering
            : new PatternSplit(pattern, behavior, invert);
    }

    private static SplitBehavior? ReadBehavior(JsonSection section) => section.OptionalString("behavior") switch
    {
        null => null,
        nameof(SplitBehavior.Removed) => SplitBehavior.Removed,
        nameof(SplitBehavior.Isolated) => SplitBehavior.Isolated,
        nameof(SplitBehavior.MergedWithPrevious) => SplitBehavior.MergedWithPrevious,
        nameof(SplitBehavior.MergedWithNext) => SplitBehavior.MergedWithNext,
        nameof(SplitBehavior.Contiguous) => SplitBehavior.Contiguous,
        var other => section.Unsupported<SplitBehavior>("behavior", other, string.Join(", ", Enum.GetNames<SplitBehavior>())),
    };

    private static string ReadDelimiter(JsonSection section)
    {
        var delimiter = section.String("delimiter");
        return IsOneCodePoint(delimiter) ? delimiter : throw section.Error("delimiter", $"is '{delimiter}', and must be one character.");
    }

    private static Metaspace ReadMetaspace(JsonSection section)
    {
        var replacement = section.String("replacement");
        if (replacement.Length != 1)
            throw section.Error("replacement", $"is '{replacement}', and must be one character of the basic plane.");
        if (section.OptionalString("str_rep") is { } repeated && repeated != replacement)
            throw section.Error("str_rep", $"is '{repeated}', which differs from the replacement.");

        var scheme = section.OptionalString("prepend_scheme") switch
        {
            "always" => PrependScheme.Always,
            "first" => PrependScheme.First,
            "never" => PrependScheme.Never,
            null => (PrependScheme?)null,
            var other => section.Unsupported<PrependScheme>("prepend_scheme", other, "always, first, never"),
        };
        // Older files have this flag alone; the reference reads them where it is true.
        var prefix = section.OptionalFlag("add_prefix_space");
        if (prefix == false && scheme is not (null or PrependScheme.Never))
            throw section.Error("add_prefix_space", "is false, which contradicts prepend_scheme.");
        scheme ??= prefix == false ? PrependScheme.Never : PrependScheme.Always;
        return new(replacement[0], scheme.Value, section.OptionalFlag("split") ?? true);
    }

    private static bool IsOneCodePoint(string text) => text.Length == 1 || (text.Length == 2 && char.IsSurrogatePair(text, 0));
}
