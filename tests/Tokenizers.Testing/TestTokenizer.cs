using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Attune.Tokenizers.Testing;

/// <summary>Tokenizer files made for the tests, whose vocabulary knows every script of the corpus, so that ids tell texts apart.</summary>
internal static class TestTokenizer
{
    private static readonly string[] Special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"];

    /// <summary>A complete tokenizer file; <paramref name="change"/> may alter it.</summary>
    public static string Json(Action<JsonNode>? change = null)
    {
        var vocabulary = new JsonObject();
        foreach (var token in Special.Concat(Pieces()).Distinct(StringComparer.Ordinal))
            vocabulary[token] = vocabulary.Count;

        JsonNode root = new JsonObject
        {
            ["version"] = "1.0",
            ["truncation"] = null,
            ["padding"] = null,
            ["added_tokens"] = new JsonArray([.. Special.Select((x, i) => AddedToken(i, x))]),
            ["normalizer"] = Bert(true, true, null, true),
            ["pre_tokenizer"] = new JsonObject { ["type"] = "BertPreTokenizer" },
            ["post_processor"] = null,
            ["decoder"] = new JsonObject { ["type"] = "WordPiece", ["prefix"] = "##", ["cleanup"] = true },
            ["model"] = new JsonObject
            {
                ["type"] = "WordPiece",
                ["unk_token"] = "[UNK]",
                ["continuing_subword_prefix"] = "##",
                ["max_input_chars_per_word"] = 100,
                ["vocab"] = vocabulary,
            },
        };
        change?.Invoke(root);
        return root.ToJsonString();
    }

    public static Tokenizer Load(string json)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(json));
        return TokenizerFile.Load(stream, "tokenizer.json");
    }

    public static JsonObject Bert(bool cleanText, bool ideographs, bool? stripAccents, bool lowercase) => new()
    {
        ["type"] = "BertNormalizer",
        ["clean_text"] = cleanText,
        ["handle_chinese_chars"] = ideographs,
        ["strip_accents"] = stripAccents,
        ["lowercase"] = lowercase,
    };

    public static JsonObject AddedToken(int id, string content, bool special = true, bool normalized = false, bool left = false, bool right = false) => new()
    {
        ["id"] = id,
        ["content"] = content,
        ["single_word"] = false,
        ["lstrip"] = left,
        ["rstrip"] = right,
        ["normalized"] = normalized,
        ["special"] = special,
    };

    public static JsonNode Template() => JsonNode.Parse("""
        {
          "type": "TemplateProcessing",
          "single": [{ "SpecialToken": { "id": "[CLS]", "type_id": 0 } }, { "Sequence": { "id": "A", "type_id": 0 } }, { "SpecialToken": { "id": "[SEP]", "type_id": 0 } }],
          "pair": [{ "Sequence": { "id": "A", "type_id": 0 } }, { "Sequence": { "id": "B", "type_id": 1 } }],
          "special_tokens": {
            "[CLS]": { "id": "[CLS]", "ids": [2], "tokens": ["[CLS]"] },
            "[SEP]": { "id": "[SEP]", "ids": [3], "tokens": ["[SEP]"] }
          }
        }
        """)!;

    public static int[] Ids(this Tokenizer tokenizer, string text, int maxTokens = int.MaxValue)
    {
        using var buffer = new TokenBuffer();
        tokenizer.Encode(text, buffer, maxTokens);
        return buffer.Ids.ToArray();
    }

    // As the reference sees a text that reaches it through UTF-8.
    public static string ToJsonLine(string text) => JsonSerializer.Serialize(Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)));

    // Every code point in a few spellings, and pieces of words, alone and as continuations.
    private static IEnumerable<string> Pieces()
    {
        string[] texts = [.. Texts.Corpus.Values, .. Texts.Edges.Where(x => x.Length < 100)];
        var pieces = new SortedSet<string>(StringComparer.Ordinal);
        for (var jamo = 0x1100; jamo < 0x1200; jamo++)
            pieces.Add(((char)jamo).ToString());
        foreach (var word in texts.SelectMany(x => x.ToLowerInvariant().Split(' ').Concat(x.Split(' '))))
        {
            var runes = word.EnumerateRunes().Where(r => r.Value != 0xFFFD && Rune.GetUnicodeCategory(r) != UnicodeCategory.Control).ToArray();
            for (var i = 0; i < runes.Length; i++)
            {
                pieces.Add(runes[i].ToString());
                // Some longer pieces: which, does not matter as long as it is always the same.
                var length = 2 + (i % 4);
                if (i + length <= runes.Length)
                    pieces.Add(string.Concat(runes[i..(i + length)]));
            }
        }

        return pieces.Concat(pieces.Select(x => "##" + x));
    }
}
