using System.Text;
using System.Text.Json.Nodes;

namespace Attune.Tokenizers.Testing;

/// <summary>Files of BPE tokenizers over characters, as SentencePiece's, learnt from the corpus.</summary>
internal static class CharacterFiles
{
    private static readonly Lazy<(string Left, string Right)[]> Merges = new(() => Train(600));

    /// <summary>As Llama 2's and Mistral's first: a blank in front, blanks replaced, the whole text one word, bytes for what is unknown.</summary>
    public static string Llama2(Action<JsonNode>? change = null) => Json(root =>
    {
        root["normalizer"] = JsonNode.Parse("""{ "type": "Sequence", "normalizers": [{ "type": "Prepend", "prepend": "▁" }, { "type": "Replace", "pattern": { "String": " " }, "content": "▁" }] }""");
        change?.Invoke(root);
    });

    /// <summary>As Mistral's later ones.</summary>
    public static string Mistral(Action<JsonNode>? change = null) => Json(root =>
    {
        root["pre_tokenizer"] = UnigramTokenizer.Metaspace("first", split: false);
        change?.Invoke(root);
    });

    /// <summary>As Gemma's: blanks replaced, a split that finds none of them any more, added tokens of blanks and line ends.</summary>
    public static string Gemma(Action<JsonNode>? change = null) => Json(root =>
    {
        root["normalizer"] = JsonNode.Parse("""{ "type": "Replace", "pattern": { "String": " " }, "content": "▁" }""");
        root["pre_tokenizer"] = JsonNode.Parse("""{ "type": "Split", "pattern": { "String": " " }, "behavior": "MergedWithPrevious", "invert": false }""");
        foreach (var content in new[] { "\n\n", "\n\n\n", "▁▁", "▁▁▁▁", "<start_of_turn>", "\t\t" })
            Add(root, content, normalized: false);
        change?.Invoke(root);
    });

    /// <summary>No blank is more than a character.</summary>
    public static string Json(Action<JsonNode>? change = null)
    {
        var vocabulary = new JsonObject { ["<unk>"] = 0, ["<s>"] = 1, ["</s>"] = 2 };
        for (var value = 0; value < 256; value++)
            vocabulary[$"<0x{value:X2}>"] = vocabulary.Count;
        foreach (var token in Merges.Value.SelectMany(x => new[] { x.Left, x.Right, x.Left + x.Right }).Concat(Enumerable.Range(33, 94).Select(x => ((char)x).ToString())).Append("▁"))
        {
            if (!vocabulary.ContainsKey(token))
                vocabulary[token] = vocabulary.Count;
        }

        return ByteLevelFiles.Json(vocabulary, [.. Merges.Value.Select(x => new JsonArray(x.Left, x.Right))], null, root =>
        {
            root["model"]!["byte_fallback"] = true;
            root["model"]!["fuse_unk"] = true;
            root["model"]!["unk_token"] = "<unk>";
            foreach (var special in new[] { "<unk>", "<s>", "</s>" })
                root["added_tokens"]!.AsArray().Add(TestTokenizer.AddedToken(vocabulary[special]!.GetValue<int>(), special));
            change?.Invoke(root);
        });
    }

    /// <summary>Adds a token with the id that the reference gives to it.</summary>
    public static void Add(JsonNode root, string content, bool special = false, bool normalized = true, bool left = false, bool right = false, bool singleWord = false)
    {
        var tokens = root["added_tokens"]!.AsArray();
        int IdOf(string token) => root["model"]!["vocab"] is JsonObject vocabulary && vocabulary.TryGetPropertyValue(token, out var id) ? id!.GetValue<int>() : -1;
        var behind = (root["model"]!["vocab"] as JsonObject)?.Count ?? root["model"]!["vocab"]!.AsArray().Count;
        var known = IdOf(content);
        var token = TestTokenizer.AddedToken(known >= 0 ? known : behind + tokens.Count(x => IdOf(x!["content"]!.GetValue<string>()) < 0), content, special, normalized, left, right);
        token["single_word"] = singleWord;
        tokens.Add(token);
    }

    private static (string Left, string Right)[] Train(int count)
    {
        var words = Texts.Corpus.Values.SelectMany(x => x.Split(' ')).Select(x => $"▁{x}".EnumerateRunes().Select(r => r.ToString()).ToList()).ToList();
        var merges = new List<(string Left, string Right)>();
        while (merges.Count < count)
        {
            var best = words.SelectMany(x => x.Zip(x.Skip(1))).CountBy(x => x).OrderByDescending(x => x.Value).ThenBy(x => x.Key.First + "\0" + x.Key.Second, StringComparer.Ordinal).First().Key;
            merges.Add(best);
            foreach (var word in words)
            {
                for (var i = 0; i + 1 < word.Count; i++)
                {
                    if ((word[i], word[i + 1]) != best)
                        continue;
                    word[i] += word[i + 1];
                    word.RemoveAt(i + 1);
                }
            }
        }

        return [.. merges];
    }
}
