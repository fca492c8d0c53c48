using System.Text;
using System.Text.Json;
using Attune.Tests;
using Attune.Tokenizers.Normalization;

namespace Attune.Tokenizers.Tests;

public sealed class NormalizationParityTests
{
    [Theory]
    [InlineData(true, true, true, true)]
    [InlineData(false, false, true, false)]
    [InlineData(false, true, false, true)]
    public async Task Every_assigned_code_point_normalises_as_in_the_reference(bool clean, bool ideographs, bool strip, bool lowercase)
    {
        var normalizer = new BertNormalizer(clean, ideographs, lowercase, strip);
        string configuration = TestTokenizer.Bert(clean, ideographs, strip, lowercase).ToJsonString();
        int compared = 0;
        foreach (string line in await Node.RunAsync("normalize.mjs", [configuration], []))
        {
            int space = line.IndexOf(' ', StringComparison.Ordinal);
            int codePoint = int.Parse(line[..space]);
            foreach (string? expected in JsonSerializer.Deserialize<string?[]>(line[space..])!)
            {
                if (expected is not null)
                {
                    Assert.Equal($"U+{codePoint:X4} {expected}", $"U+{codePoint:X4} {Normalize(normalizer, $"a{new Rune(codePoint)}b")}");
                    compared++;
                }

                codePoint++;
            }
        }

        // Unicode 13 assigned 143,859 characters, besides 137,468 for private use.
        Assert.InRange(compared, 143_859 + 137_468, 0x110000);
    }

    private static string Normalize(BertNormalizer normalizer, string text)
    {
        var output = new CharBuffer(16);
        normalizer.Normalize(text, ref output);
        string normalized = output.Written.ToString();
        output.Dispose();
        return normalized;
    }
}
