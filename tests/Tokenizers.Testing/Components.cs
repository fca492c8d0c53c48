using System.Text.Json;
using Attune.Tokenizers.Loading;
using Attune.Tokenizers.Models;
using Attune.Tokenizers.Normalization;
using Attune.Tokenizers.PreTokenization;

namespace Attune.Tokenizers.Testing;

/// <summary>Normalisers and pre-tokenizers by themselves.</summary>
internal static class Components
{
    public static string Normalize(INormalizer normalizer, string text)
    {
        var output = new CharBuffer(16);
        var work = new Work();
        normalizer.Normalize(text, ref output, ref work);
        var normalized = output.Written.ToString();
        output.Dispose();
        return normalized;
    }

    public static string Normalize(string json, string text)
    {
        using var document = JsonDocument.Parse(json);
        return Normalize(NormalizerSection.Read(JsonSection.Root(document.RootElement, "normalizer"))!, text);
    }

    public static string[] Split(string json, string text)
    {
        using var document = JsonDocument.Parse(json);
        var words = new WordList();
        using var ids = new TokenBuffer();
        var work = new Work();
        if (text.Length > 0)
            new WordEncoder(PreTokenizerSection.Read(JsonSection.Root(document.RootElement, "pre_tokenizer")), words).Encode(text, atStart: true, ids, ref work);
        return [.. words.Words];
    }

    private sealed class WordList : ITokenModel
    {
        public List<string> Words { get; } = [];

        public void Encode(ReadOnlySpan<char> word, TokenBuffer ids, ref Work work) => Words.Add(word.ToString());
    }
}
