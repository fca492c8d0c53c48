using Attune.Tokenizers.PreTokenization;

namespace Attune.Tokenizers.Loading;

internal static class PreTokenizerSection
{
    public static IPreTokenizer Read(JsonSection section)
    {
        IPreTokenizer preTokenizer = section.String("type") switch
        {
            "BertPreTokenizer" => new BertPreTokenizer(),
            var type => section.Unsupported<IPreTokenizer>("type", type, "BertPreTokenizer"),
        };
        section.End();
        return preTokenizer;
    }
}
