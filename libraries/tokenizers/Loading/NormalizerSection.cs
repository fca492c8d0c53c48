using Attune.Tokenizers.Normalization;

namespace Attune.Tokenizers.Loading;

internal static class NormalizerSection
{
    public static INormalizer? Read(JsonSection? section)
    {
        if (section is null)
            return null;

        var normalizer = section.String("type") switch
        {
            "BertNormalizer" => ReadBert(section),
            "NFC" => new ComposedNormalizer(),
            "NFD" => new DecomposedNormalizer(compatibility: false),
            "NFKC" => new NormalizerSequence([new DecomposedNormalizer(compatibility: true), new ComposedNormalizer()]),
            "NFKD" => new DecomposedNormalizer(compatibility: true),
            "Nmt" => CodePointNormalizers.Nmt,
            "Sequence" => new NormalizerSequence([.. section.Sections("normalizers").Select(x => Read(x)!)]),
            "Precompiled" => ReadPrecompiled(section),
            "Replace" => new ReplaceNormalizer(PatternSection.ReadForReplace(section.Section("pattern")), section.String("content")),
            "Strip" => new StripNormalizer(section.Flag("strip_left"), section.Flag("strip_right")),
            "StripAccents" => CodePointNormalizers.StripAccents,
            "Lowercase" => new LowercaseNormalizer(),
            "Prepend" => new PrependNormalizer(section.String("prepend")),
            var type => section.Unsupported<INormalizer>(
                "type", type,
                "Sequence, BertNormalizer, Lowercase, NFC, NFD, NFKC, NFKD, Nmt, Precompiled, Prepend, Replace, Strip, StripAccents"),
        };
        section.End();
        return normalizer;
    }

    private static BertNormalizer ReadBert(JsonSection section)
    {
        var lowercase = section.Flag("lowercase");
        // Not said, accents go where case goes.
        return new BertNormalizer(
            section.Flag("clean_text"),
            section.Flag("handle_chinese_chars"),
            lowercase,
            section.OptionalFlag("strip_accents") ?? lowercase);
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
}
