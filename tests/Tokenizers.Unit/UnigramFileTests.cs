using System.Text.Json.Nodes;
using Attune.Tokenizers.Normalization;
using FsCheck;
using FsCheck.Fluent;

namespace Attune.Tokenizers.Unit;

public sealed class UnigramFileTests
{
    private static readonly byte[] Map = File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "sentencepiece", "nmt_nfkc.bin"));

    public static TheoryData<string, string, string> Refused => new()
    {
        { "model.vocab", """{ "a": 1 }""", "'model.vocab' must be an array, not an object." },
        { "model.vocab", """[["<unk>", 0], "a"]""", "'model.vocab[1]' must be a string and a finite number, not \"a\"." },
        { "model.vocab", """[["<unk>", 0], ["a", 1e999]]""", "'model.vocab[1]' must be a string and a finite number" },
        { "model.vocab", """[["<unk>", 0], ["a", -1, 2]]""", "'model.vocab[1]' must be a string and a finite number" },
        { "model.vocab", "[]", "'model.unk_id' is 0, and the vocabulary ends at -1." },
        { "model.unk_id", "null", "'model.unk_id' is missing." },
        { "model.unk_id", "2558", "'model.unk_id' is 2558, and the vocabulary ends at 2557." },
        { "model.nbest_size", "2", "'model.nbest_size' is not supported" },
        { "model.byte_fallback", "1", "'model.byte_fallback' must be true or false, not 1." },
        { "normalizer", """{ "type": "Sequence", "normalizers": [{ "type": "Nmk" }] }""", "'normalizer.normalizers[0].type' is 'Nmk'" },
        { "normalizer", """{ "type": "Precompiled", "precompiled_charsmap": "***" }""", "'normalizer.precompiled_charsmap' is not a character map" },
        { "normalizer", """{ "type": "Precompiled", "precompiled_charsmap": "AAA=" }""", "is not a character map: it is too short to hold the size of its trie." },
        { "normalizer", """{ "type": "Precompiled", "precompiled_charsmap": "EAAAAAAAAAA=" }""", "is not a character map: its trie cannot have 16 bytes where 4 follow." },
        { "normalizer", """{ "type": "Precompiled", "precompiled_charsmap": "BAAAAAAAAAD/" }""", "is not a character map: its replacements are not UTF-8." },
        { "normalizer", """{ "type": "Replace", "pattern": { "Regex": "^\\s+" }, "content": " " }""", "'normalizer.pattern.Regex' is '^\\s+', which is not supported; supported: one class of characters and a count" },
        { "normalizer", """{ "type": "Replace", "pattern": { "String": "" }, "content": " " }""", "'normalizer.pattern.String' is empty." },
        { "normalizer", """{ "type": "Replace", "pattern": {}, "content": " " }""", "'normalizer.pattern.Regex' is missing." },
        { "normalizer", """{ "type": "Strip", "strip_left": true }""", "'normalizer.strip_right' is missing." },
        { "pre_tokenizer", """{ "type": "Sequence", "pretokenizers": [{ "type": "UnicodeScripts" }] }""", "'pre_tokenizer.pretokenizers[0].type' is 'UnicodeScripts'" },
        { "pre_tokenizer.pretokenizers", """[{ "type": "Metaspace", "replacement": "▁▁" }]""", "'pre_tokenizer.pretokenizers[0].replacement' is '▁▁', and must be one character" },
        { "pre_tokenizer", """{ "type": "Metaspace", "replacement": "▁", "str_rep": "_" }""", "'pre_tokenizer.str_rep' is '_', which differs from the replacement." },
        { "pre_tokenizer", """{ "type": "Metaspace", "replacement": "▁", "prepend_scheme": "last" }""", "'pre_tokenizer.prepend_scheme' is 'last', which is not supported; supported: always, first, never." },
        { "pre_tokenizer", """{ "type": "Metaspace", "replacement": "▁", "prepend_scheme": "always", "add_prefix_space": false }""", "'pre_tokenizer.add_prefix_space' is false, which contradicts prepend_scheme." },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void What_is_not_supported_is_refused_by_name(string path, string value, string message)
    {
        var json = UnigramTokenizer.Json(root =>
        {
            var names = path.Split('.');
            foreach (var name in names[..^1])
                root = root[name]!;
            root[names[^1]] = JsonNode.Parse(value);
        });
        var error = Assert.Throws<TokenizerFormatException>(() => TestTokenizer.Load(json));
        Assert.StartsWith("tokenizer.json", error.Message, StringComparison.Ordinal);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_character_map_is_refused_or_harmless()
    {
        var text = string.Concat(Texts.Corpus.Values) + string.Concat(Texts.Edges.Where(x => x.Length < 1_000));
        var damage = from at in Gen.Choose(0, Map.Length - 1)
                     from length in Gen.Choose(1, 2_000)
                     from value in Gen.Choose(0, 255)
                     from cut in Gen.Choose(0, 9)
                     select (at, length, value, cut);
        var refused = 0;
        Prop.ForAll(damage.ToArbitrary(), x =>
        {
            byte[] damaged = [.. Map];
            var hit = damaged.AsSpan(x.at, Math.Min(x.length, damaged.Length - x.at));
            hit.Fill((byte)x.value);
            try
            {
                Components.Normalize(new PrecompiledNormalizer(new CharacterMap(x.cut == 0 ? damaged[..x.at] : damaged)), text);
            }
            catch (FormatException)
            {
                refused++;
            }
        }).QuickCheckThrowOnFailure();
        Assert.InRange(refused, 1, 99);
    }
}
