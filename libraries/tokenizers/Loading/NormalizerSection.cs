using Attune.Tokenizers.Normalization;

namespace Attune.Tokenizers.Loading;

internal static class NormalizerSection
{
    public static INormalizer? Read(JsonSection? section)
    {
        if (section is null)
            return null;

        INormalizer normalizer = section.String("type") switch
        {
            "BertNormalizer" => ReadBert(section),
            "NFC" => new ComposedNormalizer(),
            "Sequence" => ReadSequence(section),
            "Precompiled" => ReadPrecompiled(section),
            "Replace" => ReadReplace(section),
            "Strip" => new StripNormalizer(section.Flag("strip_left"), section.Flag("strip_right")),
            "Lowercase" => new LowercaseNormalizer(),
            "Prepend" => new PrependNormalizer(section.String("prepend")),
            var type => section.Unsupported<INormalizer>("type", type, "BertNormalizer, Sequence, Precompiled, Replace, Strip, Lowercase, Prepend, NFC"),
        };
        section.End();
        return normalizer;
    }

    private static BertNormalizer ReadBert(JsonSection section)
    {
        bool lowercase = section.Flag("lowercase");
        // Not said, accents go where case goes.
        return new BertNormalizer(
            section.Flag("clean_text"),
            section.Flag("handle_chinese_chars"),
            lowercase,
            section.OptionalFlag("strip_accents") ?? lowercase);
    }

    private static NormalizerSequence ReadSequence(JsonSection section)
    {
        INormalizer[] normalizers = [.. section.Sections("normalizers").Select(x => Read(x)!)];
        return normalizers.Length > 0 ? new(normalizers) : throw section.Error("normalizers", "is empty.");
    }

    private static PrecompiledNormalizer ReadPrecompiled(JsonSection section)
    {
        const string name = "precompiled_charsmap";
        try
        {
            return new(new CharacterMap(Convert.FromBase64String(section.String(name))));
        }
        catch (FormatException e)
        {
            throw section.Error(name, $"is not a character map: {e.Message.TrimEnd('.')}.");
        }
    }

    private static INormalizer ReadReplace(JsonSection section)
    {
        var pattern = section.Section("pattern");
        string content = section.String("content");
        INormalizer normalizer;
        if (pattern.OptionalString("String") is { } text)
            normalizer = text.Length > 0 ? new ReplaceNormalizer(text, content) : throw pattern.Error("String", "is empty.");
        else if (pattern.String("Regex") is not BlankRunNormalizer.Pattern and var regex)
            normalizer = pattern.Unsupported<INormalizer>("Regex", regex, $"'{BlankRunNormalizer.Pattern}'");
        else if (content.Contains('$', StringComparison.Ordinal))
            throw section.Error("content", "must not refer to groups of the pattern, which has none.");
        else
            normalizer = new BlankRunNormalizer(content);
        pattern.End();
        return normalizer;
    }
}
