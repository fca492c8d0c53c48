using Attune.Tokenizers.PreTokenization;

namespace Attune.Tokenizers.Loading;

internal static class PreTokenizerSection
{
    public static IPreTokenizer Read(JsonSection section)
    {
        IPreTokenizer preTokenizer = section.String("type") switch
        {
            "BertPreTokenizer" => new BertPreTokenizer(),
            "ByteLevel" => ByteLevelSection.Read(section),
            "Sequence" => ByteLevelSection.ReadSequence(section),
            var type => section.Unsupported<IPreTokenizer>("type", type, "BertPreTokenizer, ByteLevel, Sequence of Split and ByteLevel"),
        };
        section.End();
        return preTokenizer;
    }
}
