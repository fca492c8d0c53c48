using System.CommandLine;
using Attune.Bench.Bundles;
using Attune.Bench.Corpus;
using Attune.Bench.Embedding;
using Attune.Bench.Harness.Commands;
using Attune.Bench.Harness.Processes;
using Attune.Bench.Harness.Reporting;
using Attune.Tools;
using Spectre.Console;

namespace Attune.Bench.Commands;

/// <summary><c>embedding</c>: throughput of the embedding service.</summary>
internal static class EmbeddingCommand
{
    private const int Seed = 1;

    public static Command Create()
    {
        var runs = CommonOptions.Runs(5);
        var json = CommonOptions.Json();
        var texts = new Option<int>("--texts") { Description = "Texts of mixed length for the transformer; the built-in model gets 20 times as many.", DefaultValueFactory = _ => 256 };
        var command = new Command("embedding", "Texts a second of the embedding service, against ONNX Runtime alone and transformers.js on the same model file.") { runs, texts, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            int count = parsed.GetRequiredValue(texts), rounds = parsed.GetRequiredValue(runs);
            var builtin = Path.Combine(Checkout.Root, "models", "builtin");
            using var bundle = await BenchBundle.CreateAsync(cancellationToken);
            EmbeddingReport[] reports =
            [
                await EmbeddingBench.RunAsync("MiniLM shape", bundle.Folder, bundle.Graph, bundle.Tokenizer, bundle.Folder, MixedTexts.Create(count, Seed), rounds, Log.Say, cancellationToken),
                await EmbeddingBench.RunAsync("built-in", builtin, Path.Combine(builtin, "embed.onnx"), Path.Combine(builtin, "tokenizer.json"), null, MixedTexts.Create(count * 20, Seed), rounds, Log.Say, cancellationToken),
            ];
            Array.ForEach(reports, Print);
            await ReportFile.WriteAsync(parsed.GetValue(json), new { Machine.Here, Rounds = rounds, Reports = reports }, cancellationToken);
        });
        return command;
    }

    private static void Print(EmbeddingReport report)
    {
        var table = new Table().Title($"{report.Model}: {report.Texts} texts, {report.Tokens} tokens").AddColumns("contender", "texts/s", "tokens/s", "of the ceiling");
        foreach (var x in report.Contenders)
            table.AddRow(x.Name, $"{x.TextsPerSecond:N0}", $"{x.TokensPerSecond:N0}", x.ShareOfCeiling is { } share ? $"{share:0.00}" : "");
        Terminal.Write(table);
        var service = report.Contenders.Where(x => x.Name.StartsWith("service", StringComparison.Ordinal)).MaxBy(x => x.TextsPerSecond)!;
        if (report.Contenders.Where(x => x.Name.StartsWith("transformers", StringComparison.Ordinal)).MaxBy(x => x.TextsPerSecond) is { } peer)
            Console.Out.WriteLine($"service : transformers.js at its best = {service.TextsPerSecond / peer.TextsPerSecond:0.00}");
        Console.Out.WriteLine($"a text alone and in batches, {report.Invariance.Texts} texts: cosine >= {report.Invariance.WorstCosine:0.0000000}" + (report.Invariance.WorstScore is { } score ? $", score difference <= {score:0.0E+0}" : ""));
        Console.Out.WriteLine();
    }
}
