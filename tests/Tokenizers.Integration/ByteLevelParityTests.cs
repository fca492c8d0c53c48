using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;

namespace Attune.Tokenizers.Integration;

/// <summary>
/// Byte-level tokenizers against both references, @huggingface/tokenizers and Hugging Face's Rust implementation. Where those
/// two differ, the latter is right: the models were trained with it.
/// </summary>
public sealed class ByteLevelParityTests
{
    private static readonly string[] All = ByteLevelTexts.All(1_500);

    [Fact]
    public async Task Ids_of_Qwen3_equal_both_references() =>
        await RequireParityAsync(await File.ReadAllTextAsync(await PublishedFiles.Qwen3PathAsync()), All);

    [Fact]
    public async Task Ids_of_GPT2_equal_both_references() => await RequireParityAsync(await PublishedFiles.Gpt2Async(), All);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Ids_of_RoBERTa_equal_both_references(bool prefixSpace) => 
        await RequireParityAsync(await PublishedFiles.RobertaAsync(prefixSpace), All);

    [Fact]
    public async Task Ids_of_a_Llama_3_file_equal_both_references() => await RequireParityAsync(Trained(ByteLevelFiles.Llama3Pattern, root =>
    {
        root["added_tokens"]!.AsArray().Add(TestTokenizer.AddedToken(root["model"]!["vocab"]!.AsObject().Count, "<|im_start|>"));
        root["post_processor"] = JsonNode.Parse($$"""
            {
              "type": "Sequence",
              "processors": [
                { "type": "ByteLevel", "add_prefix_space": true, "trim_offsets": false, "use_regex": true },
                {
                  "type": "TemplateProcessing",
                  "single": [{ "SpecialToken": { "id": "<|im_start|>", "type_id": 0 } }, { "Sequence": { "id": "A", "type_id": 0 } }],
                  "pair": [{ "Sequence": { "id": "A", "type_id": 0 } }, { "Sequence": { "id": "B", "type_id": 1 } }],
                  "special_tokens": { "<|im_start|>": { "id": "<|im_start|>", "ids": [{{root["added_tokens"]![0]!["id"]}}], "tokens": ["<|im_start|>"] } }
                }
              ]
            }
            """);
    }), All);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Words_of_the_vocabulary_that_no_merge_makes_are_tokens_only_where_merges_are_ignored(bool ignoreMerges)
    {
        string[] words = [.. Texts.Corpus.Values.SelectMany(x => x.Split(' ')).Where(x => x.Length > 1 && x.All(char.IsLetter)).Distinct(StringComparer.Ordinal).Take(500)];
        var json = Trained(ByteLevelFiles.QwenPattern, root =>
        {
            root["model"]!["ignore_merges"] = ignoreMerges;
            var vocabulary = root["model"]!["vocab"]!.AsObject();
            foreach (var word in words)
                vocabulary.TryAdd(Spell(word), vocabulary.Count);
        });
        await RequireParityAsync(json, All);
        var tokenizer = TestTokenizer.Load(json);
        Assert.Equal(ignoreMerges, Array.TrueForAll(words, x => tokenizer.Ids(x).Length == 1));
    }

    [Fact]
    public async Task Ids_of_tokenizers_with_random_merges_equal_the_native_reference()
    {
        string[] jsons = [.. RandomTokenizers.Any.Sample(24).Select(x => RandomTokenizers.Json(x))];
        string[] texts = [.. RandomTokenizers.Text.Sample(300), .. Enumerable.Range(35, 12).Select(x => new string('a', x)), string.Concat(RandomTokenizers.Text.Sample(2_000))];
        var expected = await Reference.NativeAsync(jsons, texts);
        for (var i = 0; i < jsons.Length; i++)
            Reference.RequireSame(TestTokenizer.Load(jsons[i]), texts, [.. expected.Select(x => x[i].Ids)]);
    }

    [Fact]
    public async Task Where_the_references_differ_about_white_space_the_native_one_is_followed() =>
        // ECMAScript's \s has U+FEFF and lacks U+0085; Unicode's White_Space is the other way round.
        await RequireDifferenceAsync(await PublishedFiles.Gpt2Async(), ["a \uFEFFb", "a \u0085b"]);

    [Fact]
    public async Task Where_the_references_differ_about_composition_the_native_one_is_followed() =>
        // Marks of Unicode 13 and 14, and a composite of 13: it normalises by Unicode 9.
        await RequireDifferenceAsync(await File.ReadAllTextAsync(await PublishedFiles.Qwen3PathAsync()), ["\u302E\U00016FF0", "\u0C15\u0C4D\u0C3C", "\U00011935\U00011930"]);

    private static async Task RequireDifferenceAsync(string json, string[] texts)
    {
        var native = (await Reference.NativeAsync([json], texts)).Select(x => x[0].Ids).ToArray();
        var script = await Reference.ScriptIdsAsync(json, texts);
        Assert.DoesNotContain(true, native.Zip(script, (x, y) => x.SequenceEqual(y)));
        Reference.RequireSame(TestTokenizer.Load(json), texts, native);
    }

    private static async Task RequireParityAsync(string json, string[] texts)
    {
        var tokenizer = TestTokenizer.Load(json);
        Reference.RequireSame(tokenizer, texts, [.. (await Reference.NativeAsync([json], texts)).Select(x => x[0].Ids)]);
        string[] agreed = [.. texts.Where(x => !x.EnumerateRunes().Any(IsDisputed))];
        Assert.InRange(agreed.Length, texts.Length / 2, texts.Length);
        Reference.RequireSame(tokenizer, agreed, await Reference.ScriptIdsAsync(json, agreed));
    }

    // White space to one of them, and marks that are newer than the Unicode that the native one normalises by.
    private static bool IsDisputed(Rune rune) => rune.Value is 0x85 or 0xFEFF or 0x0C3C
        || (rune.Value > char.MaxValue && Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark);

    private static string Trained(string pattern, Action<JsonNode> change)
    {
        var merges = RandomTokenizers.Train(Texts.Corpus.Values, 400);
        return ByteLevelFiles.Json(
            ByteLevelFiles.Vocabulary(merges),
            [.. merges.Select(x => new JsonArray(x.Left, x.Right))],
            ByteLevelFiles.Split(pattern),
            root =>
            {
                root["normalizer"] = new JsonObject { ["type"] = "NFC" };
                change(root);
            });
    }

    private static string Spell(string word) => string.Concat(Encoding.UTF8.GetBytes(word).Select(x => ByteLevelFiles.Alphabet[x]));
}
