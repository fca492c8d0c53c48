using System.Diagnostics;
using Attune.BuiltinEvaluation.Models;
using Attune.Bundles;
using Attune.Embedding.Models;
using Attune.Embedding.Scheduling;

namespace Attune.BuiltinEvaluation.Speed;

/// <summary>How long loading and a text take, and how large the bundle is.</summary>
internal static class SpeedRun
{
    private const int Rounds = 5, Texts = 512;

    /// <param name="bundle">Open.</param>
    /// <param name="firstLoad">What opening it took.</param>
    /// <param name="texts">At least one.</param>
    public static async Task<SpeedReport> OfAsync(BundleUnderTest bundle, TimeSpan firstLoad, IReadOnlyList<string> texts, CancellationToken cancellationToken)
    {
        var loads = new List<double>();
        for (int round = 0; round < Rounds; round++)
        {
            long started = Stopwatch.GetTimestamp();
            using var again = await BundleUnderTest.OpenAsync(bundle.Bundle.Folder, cancellationToken);
            loads.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        string[] some = [.. texts.Take(Texts)];
        return new SpeedReport(
            firstLoad.TotalMilliseconds, Median(loads), SizeOf(bundle.Bundle),
            [
                TimeOf("embedder", bundle.Embedder, some.Length, (i, sequences) => bundle.Embedder.Tokenize(some[i], TextRole.Document, task: null, truncate: true, sequences)),
                TimeOf("reranker", bundle.Reranker, some.Length, (i, sequences) => bundle.Reranker.Tokenize(some[i], some[^(i + 1)], task: null, truncate: true, sequences)),
                TimeOf("emotion model", bundle.EmotionModel, some.Length, (i, sequences) => bundle.EmotionModel.Tokenize(some[i], truncate: true, sequences)),
            ]);
    }

    private static long SizeOf(Bundle bundle) =>
        bundle.Manifest.Files.Keys.Prepend(BundleReader.ManifestName).Sum(file => new FileInfo(bundle.PathOf(file)).Length);

    private static TextTime TimeOf(string name, Model model, int count, Action<int, Sequences> tokenize)
    {
        var (alone, batched) = (new List<double>(), new List<double>());
        using var all = new Sequences();
        for (int i = 0; i < count; i++)
            tokenize(i, all);
        // The first round is not counted.
        for (int round = 0; round <= Rounds; round++)
        {
            long started = Stopwatch.GetTimestamp();
            TextBatches.RunAlone(model, count, tokenize, rows: 1);
            double single = Stopwatch.GetElapsedTime(started).TotalMilliseconds / count;
            started = Stopwatch.GetTimestamp();
            TextBatches.RunAlone(model, count, tokenize);
            if (round == 0)
                continue;
            alone.Add(single);
            batched.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds / count);
        }

        return new TextTime(name, count, (double)all.Ids.Count / count, Median(alone), Median(batched));
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
