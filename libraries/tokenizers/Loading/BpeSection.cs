using System.Text.Json;
using Attune.Tokenizers.Models;

namespace Attune.Tokenizers.Loading;

/// <summary>Reads a byte-level BPE model. As every byte is a token, its settings for unknown ones have no effect.</summary>
internal static class BpeSection
{
    public static (ITokenModel Model, Dictionary<string, int> Vocabulary) Read(JsonSection section)
    {
        RequireNothing(section, "continuing_subword_prefix");
        RequireNothing(section, "end_of_word_suffix");
        if (section.Optional("dropout") is { } dropout && !(dropout.ValueKind == JsonValueKind.Number && dropout.TryGetDouble(out double share) && share == 0))
            throw section.Error("dropout", $"is {dropout.GetRawText()}, which is not supported: token ids must not depend on chance; supported: null.");
        section.OptionalString("unk_token");
        section.OptionalFlag("fuse_unk");
        section.OptionalFlag("byte_fallback");

        var vocabulary = section.Counts("vocab");
        var builder = new ByteLevelBpeBuilder(vocabulary.Count);
        foreach (var (token, id) in vocabulary)
        {
            if (!builder.TryAddToken(token, id))
                throw section.Error("vocab", $"gives '{token}' an id that it gives to another token, or has more than {MergeTable.MaxSymbols} tokens.");
        }

        if (builder.MissingByte() is { } missing)
            throw section.Error("vocab", $"lacks '{ByteAlphabet.CharacterOf(missing)}', the token of byte {missing}: a BPE model is supported where it is byte-level, with all 256 bytes.");

        ReadMerges(section, builder);
        return (builder.Build(section.OptionalFlag("ignore_merges") ?? false), vocabulary);
    }

    private static void RequireNothing(JsonSection section, string name)
    {
        if (section.OptionalString(name) is { Length: > 0 } value)
            throw section.Error(name, $"is '{value}', which is not supported in a byte-level model; supported: nothing.");
    }

    private static void ReadMerges(JsonSection section, ByteLevelBpeBuilder builder)
    {
        var merges = section.Required("merges");
        if (merges.ValueKind != JsonValueKind.Array || merges.GetArrayLength() > MergeTable.MaxMerges)
            throw section.Error("merges", $"must be an array of at most {MergeTable.MaxMerges}.");

        builder.ReserveMerges(merges.GetArrayLength());
        var text = new MergeText();
        int index = 0;
        foreach (var merge in merges.EnumerateArray())
        {
            if (!text.TryRead(merge))
                throw section.Error($"merges[{index}]", $"is {merge.GetRawText()}; a merge is two tokens, as \"a b\" or [\"a\", \"b\"].");
            if (!builder.TryAddMerge(text.Left, text.Right))
                throw section.Error($"merges[{index}]", $"is {merge.GetRawText()}: the two and what they make must be in the vocabulary, in the characters of byte-level tokens.");
            index++;
        }
    }
}
