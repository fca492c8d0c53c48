using Attune.Tokenizers.PreTokenization;

namespace Attune.Tokenizers.Loading;

internal static class PreTokenizerSection
{
    /// <returns>The pre-tokenizers, each of which splits the words of the one before.</returns>
    public static IPreTokenizer[] Read(JsonSection section)
    {
        IPreTokenizer[] preTokenizers = section.String("type") switch
        {
            "Sequence" => ReadSequence(section),
            "ByteLevel" => ByteLevelSection.Read(section),
            "BertPreTokenizer" => [new BertPreTokenizer()],
            "WhitespaceSplit" => [new WhitespaceSplit()],
            "Metaspace" => [ReadMetaspace(section)],
            var type => section.Unsupported<IPreTokenizer[]>("type", type, "Sequence, BertPreTokenizer, WhitespaceSplit, Metaspace, ByteLevel, Split before ByteLevel"),
        };
        section.End();
        return preTokenizers;
    }

    private static IPreTokenizer[] ReadSequence(JsonSection section)
    {
        JsonSection[] steps = [.. section.Sections("pretokenizers")];
        if (steps is [var split, var bytes] && split.String("type") == "Split" && bytes.String("type") == "ByteLevel")
            return ByteLevelSection.Read(split, bytes);
        IPreTokenizer[] preTokenizers = [.. steps.SelectMany(Read)];
        return preTokenizers.Length > 0 ? preTokenizers : throw section.Error("pretokenizers", "is empty.");
    }

    private static Metaspace ReadMetaspace(JsonSection section)
    {
        string replacement = section.String("replacement");
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
        // Older files have this flag alone.
        bool? prefix = section.OptionalFlag("add_prefix_space");
        if (prefix == false && scheme is not (null or PrependScheme.Never))
            throw section.Error("add_prefix_space", "is false, which contradicts prepend_scheme.");
        scheme ??= prefix == false ? PrependScheme.Never : PrependScheme.Always;
        return new(replacement[0], scheme.Value, section.OptionalFlag("split") ?? true);
    }
}
