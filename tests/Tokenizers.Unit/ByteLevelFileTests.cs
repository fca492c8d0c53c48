using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;

namespace Attune.Tokenizers.Unit;

public sealed class ByteLevelFileTests
{
    public static TheoryData<string, string, string> Refused => new()
    {
        { "model.dropout", "0.1", "'model.dropout' is 0.1" },
        { "model.ignore_merges", "1", "'model.ignore_merges' must be true or false, not 1." },
        { "model.surprise", "true", "'model.surprise' is not supported" },
        { "model.vocab", """{ "a": 0, "b": 1 }""", "'model.merges[0]' is \"a b\": the two and what they make must be in the vocabulary" },
        { "model.vocab", """{ "a": 0, "b": 2097152, "ab": 1 }""", "'model.vocab' has an id of 2097152 or more." },
        { "model.merges", "{}", "'model.merges' must be an array" },
        { "model.merges", """["a b", "abc"]""", "'model.merges[1]' is \"abc\"; a merge is two tokens" },
        { "model.merges", """["a b c"]""", "'model.merges[0]' is \"a b c\"" },
        { "model.merges", """[["a", "b", "c"]]""", "'model.merges[0]' is [\"a\",\"b\",\"c\"]" },
        { "model.merges", """[["a", 1]]""", "'model.merges[0]' is [\"a\",1]" },
        { "model.merges", """["a x"]""", "'model.merges[0]' is \"a x\": the two and what they make must be in the vocabulary" },
        { "model.merges", """["a 字"]""", "must be in the vocabulary" },
        { "model.merges", """[" a"]""", "must be in the vocabulary" },
        { "pre_tokenizer.add_prefix_space", "null", "'pre_tokenizer.add_prefix_space' is missing." },
        { "pre_tokenizer", """{ "type": "Sequence", "pretokenizers": [{ "type": "UnicodeScripts" }, { "type": "ByteLevel" }] }""", "'pre_tokenizer.pretokenizers[0].type' is 'UnicodeScripts'" },
    };

    public static TheoryData<string, string, string> RefusedOfSplits => new()
    {
        { "0.pattern", """{ "Regex": "a|b" }""", "'pre_tokenizer.pretokenizers[0].pattern.Regex' is 'a|b', which is not supported; supported: one class of characters and a count" },
        { "0.pattern", """{ "Regex": "\\s*" }""", "'pre_tokenizer.pretokenizers[0].pattern.Regex' is '\\s*', which is not supported" },
        { "0.pattern", """{ "String": "" }""", "'pre_tokenizer.pretokenizers[0].pattern.String' is empty." },
        { "0.pattern", """{ "Glob": " " }""", "'pre_tokenizer.pretokenizers[0].pattern.Regex' is missing." },
        { "0.behavior", "\"Kept\"", "'pre_tokenizer.pretokenizers[0].behavior' is 'Kept'" },
        { "0.behavior", "null", "'pre_tokenizer.pretokenizers[0].behavior' is missing." },
        { "0.surprise", "1", "'pre_tokenizer.pretokenizers[0].surprise' is not supported" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void What_is_not_supported_is_refused_by_name(string path, string value, string message)
    {
        var names = path.Split('.');
        RequireRefusal(ByteLevelFiles.ByteLevel(prefixSpace: false), root => (names.Length == 1 ? root : names[..^1].Aggregate(root, (x, name) => x[name]!))[names[^1]] = JsonNode.Parse(value), message);
    }

    [Theory]
    [MemberData(nameof(RefusedOfSplits))]
    public void What_is_not_supported_of_a_split_is_refused_by_name(string path, string value, string message)
    {
        var names = path.Split('.');
        RequireRefusal(ByteLevelFiles.Split(ByteLevelFiles.QwenPattern), root => root["pre_tokenizer"]!["pretokenizers"]![int.Parse(names[0])]![names[1]] = JsonNode.Parse(value), message);
    }

    [Fact]
    public void Settings_for_unknown_tokens_have_no_effect_where_every_byte_is_known()
    {
        string Json(Action<JsonNode> change) => Small(ByteLevelFiles.ByteLevel(prefixSpace: false), change);
        var expected = TestTokenizer.Load(Json(_ => { })).Ids("abc 字");
        Assert.Equal(expected, TestTokenizer.Load(Json(x =>
        {
            x["model"]!["byte_fallback"] = true;
            x["model"]!["fuse_unk"] = true;
            x["model"]!["unk_token"] = "<unk>";
            x["model"]!["dropout"] = 0.0;
            x["model"]!["end_of_word_suffix"] = null;
        })).Ids("abc 字"));
    }

    [Fact]
    public void Merges_are_read_in_both_forms_escaped_or_not()
    {
        var split = ByteLevelFiles.ByteLevel(prefixSpace: false);
        var expected = TestTokenizer.Load(Small(split, _ => { })).Ids("abcab\"\\");
        foreach (var merges in new[] { """[["a", "b"], ["ab", "c"], ["\"", "\\"]]""", """["\u0061 b", "a\u0062 \u0063", "\" \\"]""" })
            Assert.Equal(expected, TestTokenizer.Load(Small(ByteLevelFiles.ByteLevel(prefixSpace: false), x => x["model"]!["merges"] = JsonNode.Parse(merges))).Ids("abcab\"\\"));
        Assert.Equal(3, expected.Length);
    }

    [Fact]
    public void A_damaged_file_either_loads_or_is_refused_with_the_one_exception()
    {
        var json = Small(ByteLevelFiles.Split(ByteLevelFiles.QwenPattern), _ => { });
        var damage = from at in Gen.OneOf(Gen.Choose(0, json.IndexOf("\"vocab\"", StringComparison.Ordinal)), Gen.Choose(json.Length - 200, json.Length - 1))
                     from length in Gen.Choose(0, 12)
                     from replacement in Gen.Elements("", "null", "0", "[]", "{}", "\"\"", "\"\\ud800\"", "[\"a\",\"b\"]", " ", ",", "x")
                     select json[..at] + replacement + json[Math.Min(json.Length, at + length)..];
        Prop.ForAll(damage.ToArbitrary(), damaged =>
        {
            try
            {
                TestTokenizer.Load(damaged).Ids("some text abc");
            }
            catch (TokenizerFormatException)
            {
                // Expected; any other exception fails the test.
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1_000));
    }

    private static string Small(JsonNode preTokenizer, Action<JsonNode> change)
    {
        (string, string)[] merges = [("a", "b"), ("ab", "c"), ("\"", "\\")];
        return ByteLevelFiles.Json(ByteLevelFiles.Vocabulary(merges), ["a b", "ab c", "\" \\"], preTokenizer, change);
    }

    private static void RequireRefusal(JsonNode preTokenizer, Action<JsonNode> change, string message)
    {
        var error = Assert.Throws<TokenizerFormatException>(() => TestTokenizer.Load(Small(preTokenizer, change)));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.StartsWith("tokenizer.json", error.Message, StringComparison.Ordinal);
    }
}
