using System.Text.Json;
using Attune.Tokenizers.Models;

namespace Attune.Tokenizers.Loading;

internal static class BpeSection
{
    public static LoadedModel Read(JsonSection section, bool spelledBytes)
    {
        if (section.Optional("dropout") is { } dropout
            && !(dropout.ValueKind == JsonValueKind.Number && dropout.TryGetDouble(out var share) && share == 0))
            throw section.Error(
                "dropout", $"is {dropout.GetRawText()}, which is not supported: token ids must not depend on chance; supported: null.");

        var vocabulary = section.Counts("vocab");
        string prefix = section.OptionalString("continuing_subword_prefix") ?? "", suffix = section.OptionalString("end_of_word_suffix")
            ?? "";
        var ignoreMerges = section.OptionalFlag("ignore_merges") ?? false;
        var unknown = section.OptionalString("unk_token");
        bool fuse = section.OptionalFlag("fuse_unk") ?? false, fallBack = section.OptionalFlag("byte_fallback") ?? false;

        // Where every byte is a token, the settings for unknown ones have no effect.
        if (spelledBytes && prefix.Length + suffix.Length == 0 && ByteLevelBpeBuilder.TryCreate(vocabulary, out var builder))
        {
            ReadMerges(section, builder.TryAddMerge, builder.ReserveMerges);
            return new(builder.Build(ignoreMerges), vocabulary, vocabulary.Count);
        }

        if (fallBack && prefix.Length + suffix.Length > 0)
            throw section.Error("byte_fallback", "is true, which is not supported beside continuing_subword_prefix or end_of_word_suffix.");
        if (vocabulary.Values.DefaultIfEmpty().Max() >= MergeTable.MaxSymbols)
            throw section.Error("vocab", $"has an id of {MergeTable.MaxSymbols} or more.");
        int? unknownId = unknown is null ? null
            : vocabulary.TryGetValue(unknown, out var id) ? id
            : throw section.Error("unk_token", $"is '{unknown}', which is not in the vocabulary.");
        var settings = new CharacterBpeSettings(
            unknownId, fuse, fallBack ? ByteTokens.IdsOf(vocabulary) : [], prefix, suffix, ignoreMerges);
        var characters = new CharacterBpeBuilder(vocabulary, settings);
        ReadMerges(section, characters.TryAddMerge, characters.ReserveMerges);
        return new(characters.Build(), vocabulary, vocabulary.Count);
    }

    private delegate bool AddMerge(ReadOnlySpan<char> left, ReadOnlySpan<char> right);

    private static void ReadMerges(JsonSection section, AddMerge tryAdd, Action<int> reserve)
    {
        var merges = section.Required("merges");
        if (merges.ValueKind != JsonValueKind.Array || merges.GetArrayLength() > MergeTable.MaxMerges)
            throw section.Error("merges", $"must be an array of at most {MergeTable.MaxMerges}.");

        reserve(merges.GetArrayLength());
        var text = new MergeText();
        var index = 0;
        foreach (var merge in merges.EnumerateArray())
        {
            if (!text.TryRead(merge))
                throw section.Error($"merges[{index}]", $"is {merge.GetRawText()}; a merge is two tokens, as \"a b\" or [\"a\", \"b\"].");
            if (!tryAdd(text.Left, text.Right))
                throw section.Error($"merges[{index}]", $"is {merge.GetRawText()}: the two and what they make must be in the vocabulary.");
            index++;
        }
    }
}
