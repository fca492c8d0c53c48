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
    public static async Task<SpeedReport> OfAsync(
        BundleUnderTest bundle, Cost firstLoad, IReadOnlyList<string> texts, CancellationToken cancellationToken)
    {
        var loads = new List<Cost>();
        for (var round = 0; round < Rounds; round++)
        {
            var watch = CostWatch.Start();
            using var again = await BundleUnderTest.OpenAsync(bundle.Bundle.Folder, cancellationToken);
            loads.Add(watch.Stop());
        }

        // Spread over all sets; of about one length together, as the service batches them.
        string[] some = [.. texts.Where((_, i) => i % (1 + (texts.Count / Texts)) == 0).OrderBy(text => text.Length)];
        return new SpeedReport(
            firstLoad, Cost.Median(loads), SizeOf(bundle.Bundle),
            [
                TimeOf("embedder", bundle.Embedder, some.Length,
                    (i, sequences) => bundle.Embedder.Tokenize(
                        some[i], TextRole.Document, task: null, truncate: true, sequences, cancellationToken)),
                TimeOf("reranker", bundle.Reranker, some.Length,
                    (i, sequences) => bundle.Reranker.Tokenize(
                        some[i], some[Math.Max(i - 1, 0)], task: null, truncate: true, sequences, cancellationToken)),
                TimeOf("emotion model", bundle.EmotionModel, some.Length,
                    (i, sequences) => bundle.EmotionModel.Tokenize(some[i], truncate: true, sequences, cancellationToken)),
            ]);
    }

    private static long SizeOf(Bundle bundle) =>
        bundle.Manifest.Files.Keys.Prepend(BundleReader.ManifestName).Sum(file => new FileInfo(bundle.PathOf(file)).Length);

    private static TextTime TimeOf(string name, Model model, int count, Action<int, Sequences> tokenize)
    {
        var (alone, batched) = (new List<Cost>(), new List<Cost>());
        using var all = new Sequences();
        for (var i = 0; i < count; i++)
            tokenize(i, all);
        // The first round is not counted.
        for (var round = 0; round <= Rounds; round++)
        {
            alone.Add(Measure(model, count, tokenize, rows: 1));
            batched.Add(Measure(model, count, tokenize, TextBatches.Rows));
        }

        return new TextTime(name, count, (double)all.Ids.Count / count, Cost.Median(alone.Skip(1)), Cost.Median(batched.Skip(1)));
    }

    private static Cost Measure(Model model, int count, Action<int, Sequences> tokenize, int rows)
    {
        var watch = CostWatch.Start();
        TextBatches.RunAlone(model, count, tokenize, rows);
        return watch.Stop() / count;
    }
}
