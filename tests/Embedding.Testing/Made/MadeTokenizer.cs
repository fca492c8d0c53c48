using System.Text.Json.Nodes;

namespace Attune.Embedding.Testing;

/// <summary>A WordPiece tokenizer of 90 words and letters, with special tokens around texts and pairs.</summary>
internal static class MadeTokenizer
{
    // RoBERTa's graphs know padding by its id, 1.
    private static readonly string[] Special = ["[UNK]", "[PAD]", "[CLS]", "[SEP]"];

    private static readonly string[] Words = [.. "yes no find judge query document instruct : < > . , ? !".Split(' '), .. Samples.Words];

    public static string Json()
    {
        string[] letters = [.. Enumerable.Range('a', 26).Select(x => ((char)x).ToString()), .. Enumerable.Range('0', 10).Select(x => ((char)x).ToString())];
        string[] vocabulary = [.. Special, .. Words, .. letters, .. letters.Skip(26).Select(x => $"##{x}")];
        static JsonObject Token(string name, int type) => new() { ["SpecialToken"] = new JsonObject { ["id"] = name, ["type_id"] = type } };
        static JsonObject Text(string name, int type) => new() { ["Sequence"] = new JsonObject { ["id"] = name, ["type_id"] = type } };
        var root = new JsonObject
        {
            ["version"] = "1.0",
            ["added_tokens"] = new JsonArray([.. Special.Select((x, i) => new JsonObject
            {
                ["id"] = i, ["content"] = x, ["single_word"] = false, ["lstrip"] = false, ["rstrip"] = false, ["normalized"] = false, ["special"] = true,
            })]),
            ["normalizer"] = new JsonObject { ["type"] = "BertNormalizer", ["clean_text"] = true, ["handle_chinese_chars"] = true, ["strip_accents"] = true, ["lowercase"] = true },
            ["pre_tokenizer"] = new JsonObject { ["type"] = "BertPreTokenizer" },
            ["post_processor"] = new JsonObject
            {
                ["type"] = "TemplateProcessing",
                ["single"] = new JsonArray(Token("[CLS]", 0), Text("A", 0), Token("[SEP]", 0)),
                ["pair"] = new JsonArray(Token("[CLS]", 0), Text("A", 0), Token("[SEP]", 0), Text("B", 1), Token("[SEP]", 1)),
                ["special_tokens"] = new JsonObject
                {
                    ["[CLS]"] = new JsonObject { ["id"] = "[CLS]", ["ids"] = new JsonArray(2), ["tokens"] = new JsonArray("[CLS]") },
                    ["[SEP]"] = new JsonObject { ["id"] = "[SEP]", ["ids"] = new JsonArray(3), ["tokens"] = new JsonArray("[SEP]") },
                },
            },
            ["model"] = new JsonObject
            {
                ["type"] = "WordPiece",
                ["unk_token"] = "[UNK]",
                ["continuing_subword_prefix"] = "##",
                ["max_input_chars_per_word"] = 64,
                ["vocab"] = new JsonObject(vocabulary.Select((x, i) => KeyValuePair.Create<string, JsonNode?>(x, i))),
            },
        };
        return root.ToJsonString();
    }
}
