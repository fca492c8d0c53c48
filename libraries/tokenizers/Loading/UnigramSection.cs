using Attune.Tokenizers.Models;

namespace Attune.Tokenizers.Loading;

internal static class UnigramSection
{
    public static LoadedModel Read(JsonSection section)
    {
        var pieces = section.Scores("vocab");
        var unknown = section.Count("unk_id");
        if (unknown >= pieces.Count)
            throw section.Error("unk_id", $"is {unknown}, and the vocabulary ends at {pieces.Count - 1}.");

        // Of a piece given twice the last counts, as in the reference.
        var vocabulary = new Dictionary<string, int>(pieces.Count, StringComparer.Ordinal);
        for (var id = 0; id < pieces.Count; id++)
            vocabulary[pieces[id].Text] = id;

        var model = new Unigram(
            new VocabularyTrie(vocabulary),
            [.. pieces.Select(x => x.Number)],
            unknown,
            section.OptionalFlag("byte_fallback") ?? false ? ByteTokens.IdsOf(vocabulary) : []);
        return new(model, vocabulary, pieces.Count);
    }
}
