using System.Diagnostics;
using System.Text.Json;
using Attune.Bench.Harness.Reporting;
using Attune.Bench.Processes;
using Attune.Tokenizers;

namespace Attune.Bench.Tokenizers;

/// <summary>One tokenizer file, read by this library and by the Rust one; all texts, one thread each, one after the other.</summary>
/// <param name="Ratio">Of the speeds: above 1, this library is the faster one.</param>
internal sealed record TokenizerContest(string Name, long Tokens, double TokensPerSecond, double RustTokensPerSecond, double Ratio)
{
    public static async Task<TokenizerContest> RunAsync(string name, string file, string[] texts, int rounds, CancellationToken cancellationToken)
    {
        var textFile = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(textFile, JsonSerializer.Serialize(texts), cancellationToken);
            var tokenizer = TokenizerFile.Load(file);
            await using var rust = await NodePeer.StartAsync("tests/node/race-tokenizers.mjs", [file, textFile], cancellationToken);

            var (tokens, _) = Pass(tokenizer, texts);
            Pass(tokenizer, texts);
            Sample ours = new(), theirs = new();
            for (var round = 0; round < rounds; round++)
            {
                ours.Add(tokens / Pass(tokenizer, texts).Seconds);
                theirs.Add(tokens / await rust.RunAsync(cancellationToken));
            }

            return new(name, tokens, ours.Median, theirs.Median, ours.Over(theirs).Median);
        }
        finally
        {
            File.Delete(textFile);
        }
    }

    private static (long Tokens, double Seconds) Pass(Tokenizer tokenizer, string[] texts)
    {
        using var ids = new TokenBuffer();
        long tokens = 0, started = Stopwatch.GetTimestamp();
        foreach (var text in texts)
        {
            ids.Clear();
            tokens += tokenizer.Encode(text, ids).Written;
        }

        return (tokens, Stopwatch.GetElapsedTime(started).TotalSeconds);
    }
}
