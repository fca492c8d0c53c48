using Attune.Tokenizers.Models;

namespace Attune.Tokenizers.Loading;

internal static class ModelSection
{
    /// <param name="spelledBytes">Words reach the model as bytes in the characters of byte-level files.</param>
    public static LoadedModel Read(JsonSection section, bool spelledBytes)
    {
        // Older files of BPE models do not say their type.
        var type = section.OptionalString("type") ?? (section.Optional("merges") is null ? section.String("type") : "BPE");
        var model = type switch
        {
            "WordPiece" => ReadWordPiece(section),
            "WordLevel" => ReadWordLevel(section),
            "BPE" => BpeSection.Read(section, spelledBytes),
            "Unigram" => UnigramSection.Read(section),
            _ => section.Unsupported<LoadedModel>("type", type, "WordPiece, WordLevel, BPE, Unigram"),
        };
        section.End();
        return model;
    }

    private static LoadedModel ReadWordPiece(JsonSection section)
    {
        var vocabulary = section.Counts("vocab");
        var unknown = ReadUnknown(section, vocabulary);
        var model = new WordPiece(
            new VocabularyTrie(vocabulary),
            section.String("continuing_subword_prefix"),
            unknown,
            section.OptionalCount("max_input_chars_per_word") ?? 100);
        return new(model, vocabulary, vocabulary.Count);
    }

    private static LoadedModel ReadWordLevel(JsonSection section)
    {
        var vocabulary = section.Counts("vocab");
        return new(new WordLevel(vocabulary, ReadUnknown(section, vocabulary)), vocabulary, vocabulary.Count);
    }

    // The reference reads a file without it, and fails at the first unknown word.
    private static int ReadUnknown(JsonSection section, Dictionary<string, int> vocabulary)
    {
        var unknown = section.String("unk_token");
        return vocabulary.TryGetValue(unknown, out var id)
            ? id
            : throw section.Error("unk_token", $"is '{unknown}', which is not in the vocabulary.");
    }
}
