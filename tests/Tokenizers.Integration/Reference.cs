using System.Text.Json;
using Attune.Testing;

namespace Attune.Tokenizers.Integration;

/// <summary>What the implementations made elsewhere make of texts.</summary>
internal static class Reference
{
    /// <summary>Ids by @huggingface/tokenizers.</summary>
    public static async Task<int[][]> ScriptIdsAsync(string json, IEnumerable<string> texts)
    {
        using var file = new TemporaryFile(json);
        var lines = await Node.RunAsync("tokenize.mjs", [file.Path], texts.Select(TestTokenizer.ToJsonLine));
        return [.. lines.Select(x => JsonSerializer.Deserialize<int[]>(x)!)];
    }

    /// <summary>Ids and word numbers by Hugging Face's Rust implementation, which the models were trained with: for every text, of every file.</summary>
    public static async Task<(int[] Ids, int[] Words)[][]> NativeAsync(string[] jsons, IEnumerable<string> texts)
    {
        TemporaryFile[] files = [.. jsons.Select(x => new TemporaryFile(x))];
        var lines = await Node.RunAsync("tokenize-native.mjs", files.Select(x => x.Path), texts.Select(TestTokenizer.ToJsonLine));
        Array.ForEach(files, x => x.Dispose());
        return [.. lines.Select(line => JsonSerializer.Deserialize<int?[][][]>(line)!
            .Select(x => (Array.ConvertAll(x[0], id => id!.Value), Array.ConvertAll(x[1], word => word ?? -1)))
            .ToArray())];
    }

    /// <summary>Fails at the first text of which the tokenizer makes other ids.</summary>
    public static void RequireSame(Tokenizer tokenizer, IReadOnlyList<string> texts, IReadOnlyList<int[]> expected)
    {
        Assert.Equal(texts.Count, expected.Count);
        for (var i = 0; i < texts.Count; i++)
        {
            var actual = tokenizer.Ids(texts[i]);
            if (!expected[i].SequenceEqual(actual))
                Assert.Fail($"{TestTokenizer.ToJsonLine(texts[i])}: expected {JsonSerializer.Serialize(expected[i])}, got {JsonSerializer.Serialize(actual)}");
        }
    }

    private sealed class TemporaryFile : IDisposable
    {
        private readonly string _folder = Directory.CreateDirectory(System.IO.Path.Combine(AppContext.BaseDirectory, "made", System.IO.Path.GetRandomFileName())).FullName;

        public TemporaryFile(string content) => File.WriteAllText(Path, content);

        public string Path => System.IO.Path.Combine(_folder, "tokenizer.json");

        public void Dispose() => Directory.Delete(_folder, recursive: true);
    }
}
