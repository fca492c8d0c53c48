using System.Text.Json.Nodes;

namespace Attune.Tokenizers.Testing;

/// <summary>Small files of byte-level tokenizers, and the patterns of true ones.</summary>
internal static class ByteLevelFiles
{
    public const string Gpt2Pattern = @"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+";
    public const string QwenPattern = @"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+";
    public const string Llama3Pattern = @"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+";

    public const string O200kPattern = @"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+(?i:'s|'t|'re|'ve|'m|'ll|'d)?|[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*(?i:'s|'t|'re|'ve|'m|'ll|'d)?|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+";
    public const string TekkenPattern = @"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+|[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+";

    /// <summary>The characters that stand for the bytes 0 to 255.</summary>
    public static char[] Alphabet { get; } = BuildAlphabet();

    /// <summary>Every byte is its own token, of its own value as id: the ids of a text are its bytes.</summary>
    public static string Bytes(JsonNode? normalizer, JsonNode preTokenizer) =>
        Json(Vocabulary([]), [], preTokenizer, root => root["normalizer"] = normalizer);

    /// <summary>The bytes, and what the merges make of them, in their order.</summary>
    public static JsonObject Vocabulary(IEnumerable<(string Left, string Right)> merges)
    {
        var vocabulary = new JsonObject();
        foreach (var token in Alphabet.Select(x => x.ToString()).Concat(merges.Select(x => x.Left + x.Right)))
        {
            if (!vocabulary.ContainsKey(token))
                vocabulary[token] = vocabulary.Count;
        }

        return vocabulary;
    }

    public static string Json(JsonObject vocabulary, JsonArray merges, JsonNode? preTokenizer, Action<JsonNode>? change = null)
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

    private static char[] BuildAlphabet()
    {
        var others = 0;
        return [.. Enumerable.Range(0, 256).Select(x => x is (> 32 and < 127) or (> 160 and < 173) or > 173 ? (char)x : (char)(256 + others++))];
    }
}
