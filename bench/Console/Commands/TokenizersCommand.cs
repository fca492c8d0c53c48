using System.CommandLine;
using Attune.Bench.Corpus;
using Attune.Bench.Harness.Commands;
using Attune.Bench.Harness.Reporting;
using Attune.Bench.Tokenizers;
using Attune.Tools;
using Spectre.Console;

namespace Attune.Bench.Commands;

/// <summary><c>tokenizers</c>: tokens a second on one thread.</summary>
internal static class TokenizersCommand
{
    private const int Seed = 1;

    public static Command Create()
    {
        var runs = CommonOptions.Runs(7);
        var json = CommonOptions.Json();
        var texts = new Option<int>("--texts") { Description = "English texts; as many of the corpus of languages are added.", DefaultValueFactory = _ => 4_000 };
        var files = new Option<FileInfo[]>("--file") { Description = "Another tokenizer.json to race; may be repeated.", DefaultValueFactory = _ => [] };
        var command = new Command("tokenizers", "Tokens a second on one thread, against Hugging Face's tokenizers in Rust.") { runs, texts, files, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            string[] all = [.. MixedTexts.Create(parsed.GetRequiredValue(texts), Seed), .. Languages.Create(parsed.GetRequiredValue(texts), Seed)];
            var contests = new List<TokenizerContest>();
            foreach (var (name, file) in TokenizerFiles.All.Concat(parsed.GetRequiredValue(files).Select(x => KeyValuePair.Create(x.Name, x.FullName))))
            {
                Log.Say(name);
                contests.Add(await TokenizerContest.RunAsync(name, file, all, parsed.GetRequiredValue(runs), cancellationToken));
            }

            Print(contests);
            await ReportFile.WriteAsync(parsed.GetValue(json), new { Machine.Here, Rounds = parsed.GetValue(runs), Texts = all.Length, Contests = contests }, cancellationToken);
        });
        return command;
    }

    private static void Print(List<TokenizerContest> contests)
    {
        var table = new Table().AddColumns("tokenizer", "tokens", "tokens/s", "Rust tokens/s", "ratio");
        foreach (var x in contests)
            table.AddRow(x.Name, $"{x.Tokens:N0}", $"{x.TokensPerSecond:N0}", $"{x.RustTokensPerSecond:N0}", $"{x.Ratio:0.00}");
        Terminal.Write(table);
    }
}
