using Attune.Tokenizers.Models;

namespace Attune.Tokenizers.Loading;

internal static class ModelSection
{
    public static (ITokenModel Model, Dictionary<string, int> Vocabulary) Read(JsonSection section)
    {
        // Older files of byte-level models do not say their type.
        string type = section.OptionalString("type") ?? (section.Optional("merges") is null ? section.String("type") : "BPE");
        var model = type switch
        {
            "WordPiece" => ReadWordPiece(section),
            "BPE" => BpeSection.Read(section),
            "Unigram" => UnigramSection.Read(section),
            _ => section.Unsupported<(ITokenModel, Dictionary<string, int>)>("type", type, "WordPiece, BPE, Unigram"),
        };
        section.End();
        return model;
    }

    private static (ITokenModel Model, Dictionary<string, int> Vocabulary) ReadWordPiece(JsonSection section)
    {
        var vocabulary = section.Counts("vocab");
        string unknown = section.String("unk_token");
        if (!vocabulary.TryGetValue(unknown, out int unknownId))
            throw section.Error("unk_token", $"is '{unknown}', which is not in the vocabulary.");

        var model = new WordPiece(
            new VocabularyTrie(vocabulary),
            section.String("continuing_subword_prefix"),
            unknownId,
            section.OptionalCount("max_input_chars_per_word") ?? 100);
        return (model, vocabulary);
    }
}
