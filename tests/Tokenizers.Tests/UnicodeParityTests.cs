using System.Globalization;
using System.Text;
using System.Text.Json;
using Attune.Tests;
using Attune.Tokenizers.Normalization;
using Attune.Tokenizers.PreTokenization;
using Attune.Tokenizers.Unicode;

namespace Attune.Tokenizers.Tests;

/// <summary>The Unicode data behind byte-level tokenizers, over whole Unicode, against the references.</summary>
public sealed class UnicodeParityTests
{
    [Fact]
    public async Task Every_assigned_code_point_composes_as_in_the_native_reference()
    {
        int compared = 0, late = 0;
        foreach (string line in await Node.RunAsync("compose.mjs", [], []))
        {
            int space = line.IndexOf(' ', StringComparison.Ordinal);
            int codePoint = int.Parse(line[..space], CultureInfo.InvariantCulture);
            string[] outputs = JsonSerializer.Deserialize<string[]>(line[space..])!;
            var c = new Rune(codePoint);
            string text = $"{c}|a{c}\u0301|e\u0327{c}|\u0301{c}\u0323|{c}{c}|\u1100{c}\u11a8|{c}\u0338";
            Assert.Equal($"U+{codePoint:X4} {outputs[^1]}", $"U+{codePoint:X4} {Compose(text)}");
            compared++;
            if (outputs.Length == 1)
                continue;
            Assert.Contains(outputs[0].EnumerateRunes().Append(c), x => UnicodeData.Has(x.Value, CharacterTraits.LateNormalization));
            late++;
        }

        // Unicode 13 assigned 143,859 characters.
        Assert.InRange(compared, 143_859, 0x110000);
        Assert.InRange(late, 1, 200);
    }

    [Fact]
    public async Task Every_code_point_that_the_native_reference_knows_splits_as_there()
    {
        (string Pattern, ByteLevelPreTokenizer Splitter)[] splitters =
        [
            (ByteLevelFiles.Gpt2Pattern, new Gpt2PreTokenizer()),
            (ByteLevelFiles.QwenPattern, new Cl100kPreTokenizer(maxDigits: 1)),
            (ByteLevelFiles.Llama3Pattern, new Cl100kPreTokenizer(maxDigits: 3)),
        ];
        // What Unicode 17 added, and the native reference's regular expressions take for unassigned.
        int[] unknown = [.. (await Node.RunAsync("unassigned.mjs", [], [])).Select(x => int.Parse(x, CultureInfo.InvariantCulture))];
        Assert.InRange(unknown.Length, 0, 10_000);
        int[] known = [.. Enumerable.Range(0, 0x110000).Where(IsInteresting).Except(unknown)];
        Assert.InRange(known.Length, 30_000, 60_000);
        string[] texts = [.. known.Chunk(128).Select(block => string.Concat(block.Select(x => InContexts(new Rune(x)))))];

        var expected = await Reference.NativeAsync([.. splitters.Select(x => ByteLevelFiles.Bytes(null, ByteLevelFiles.Split(x.Pattern)))], texts);
        for (int i = 0; i < splitters.Length; i++)
        {
            foreach (var (text, encodings) in texts.Zip(expected))
                RequireSameWords(splitters[i].Splitter, text, encodings[i].Words);
        }
    }

    // Every byte is a token there; wordOf: the number of the word that it is in.
    private static void RequireSameWords(ByteLevelPreTokenizer splitter, string text, int[] wordOf)
    {
        int position = 0, at = 0;
        for (int number = 0; splitter.TryNext(text, ref position, out var word); number++)
        {
            int end = at + Encoding.UTF8.GetByteCount(word);
            if (wordOf.AsSpan(at..end).ContainsAnyExcept(number) || (end < wordOf.Length && wordOf[end] != number + 1))
                Assert.Fail($"'{word}' in {JsonSerializer.Serialize(text)}");
            at = end;
        }

        Assert.Equal(wordOf.Length, at);
    }

    // Of the large blocks of ideographs, syllables and private characters, every 64th.
    private static bool IsInteresting(int codePoint) =>
        Rune.IsValid(codePoint) && Rune.GetUnicodeCategory(new Rune(codePoint)) != UnicodeCategory.OtherNotAssigned
        && (codePoint % 64 == 0 || codePoint is < 0x3400 or (>= 0xA000 and < 0xAC00) or (>= 0xF900 and < 0x17000) or (>= 0x18D00 and < 0x20000));

    // Letters, numbers, white space and other characters each go together with different neighbours; apostrophes begin contractions.
    private static string InContexts(Rune c) =>
        Rune.IsLetter(c) ? $"a{c}1{c} {c}! '{c}a'l{c}" : $"a{c}1{c} {c}!";

    private static string Compose(string text)
    {
        var output = new CharBuffer(16);
        new ComposedNormalizer().Normalize(text, ref output);
        string composed = output.Written.ToString();
        output.Dispose();
        return composed;
    }
}
