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
            var type => section.Unsupported<INormalizer>("type", type, "BertNormalizer, NFC"),
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
}
