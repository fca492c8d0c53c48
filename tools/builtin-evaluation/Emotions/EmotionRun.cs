using Attune.BuiltinEvaluation.Matching;
using Attune.BuiltinEvaluation.Measures;
using Attune.BuiltinEvaluation.Models;
using Attune.BuiltinEvaluation.Scorers;
using Attune.BuiltinEvaluation.Sets;
using Attune.Embedding.Emotions;
using Attune.Embedding.Models;

namespace Attune.BuiltinEvaluation.Emotions;

/// <summary>Measures the emotion model on sentences with one label each.</summary>
internal static class EmotionRun
{
    private const int Top = 3;

    /// <param name="scorers">Baselines that are asked for the labels' names.</param>
    /// <exception cref="SetException">A sentence has a label that the model does not know.</exception>
    public static EmotionReport Of(BundleUnderTest bundle, IReadOnlyList<EmotionSentence> sentences, IReadOnlyList<IScorer> scorers)
    {
        var model = bundle.EmotionModel;
        string[] labels = [.. model.Manifest.Labels], texts = [.. sentences.Select(x => x.Text)];
        int[] truth = [.. sentences.Select(
            x => Array.IndexOf(labels, x.Label) is var i and >= 0
                ? i
                : throw new SetException($"The model has no label '{x.Label}' (sentence {x.Id})."))];
        var rows = bundle.Emotions(texts);
        var predictions = new LabelPredictions(truth, rows, model.Manifest.Thresholds);
        var predicted = predictions.Best;
        double[] hits = [.. rows.Zip(truth, (row, label) => TiedRank.Hit(row, [label]))];
        int[] bucketOf = [.. Enumerable.Range(0, labels.Length)
            .Select(label => model.Buckets.Index().First(bucket => bucket.Item.Labels.Contains(label)).Index)];

        var named = scorers.Select(scorer => Named(scorer, texts, labels, truth)).ToList();
        var own = ScorerResult.Of(ScorerName.Emotions, hits, rows);
        return new EmotionReport(
            sentences.Count, labels.Length, 1.0 / labels.Length,
            truth.Average(label => (double)bucketOf.Count(bucket => bucket == bucketOf[label]) / labels.Length),
            own.Figure,
            Figure.Of([.. rows.Zip(truth, (row, label) => row.Count(x => x > row[label]) < Top ? 1.0 : 0.0)]),
            Figure.Of([.. rows.Zip(truth, (row, label) => DominantBucket(row, model) == model.Buckets[bucketOf[label]].Name ? 1.0 : 0.0)]),
            Figure.OfStatistic(sentences.Count, predictions.MacroF1),
            predictions.Thresholds is null ? null : Figure.OfStatistic(sentences.Count, predictions.MacroF1AtThresholds),
            Figure.OfStatistic(
                sentences.Count, drawn => Calibration.Error(drawn.Select(i => ((double)rows[i][predicted[i]], predicted[i] == truth[i])))),
            Figure.OfStatistic(
                sentences.Count,
                drawn => Calibration.Error(
                    drawn.SelectMany(i => rows[i].Select((probability, label) => ((double)probability, label == truth[i]))))),
            model.Manifest.Experimental,
            [.. labels.Select(predictions.Of)],
            [.. named.Select(x => new EmotionBaseline(x.Scorer, x.Figure))],
            [.. named.Select(baseline => ScorerComparison.Of(own, baseline))]);
    }

    private static ScorerResult Named(IScorer scorer, string[] texts, string[] labels, int[] truth)
    {
        var scores = scorer.Score(texts, labels);
        return ScorerResult.Of(scorer.Name, [.. scores.Zip(truth, (row, label) => TiedRank.Hit(row, [label]))], scores);
    }

    /// <summary>As the service says it.</summary>
    private static string DominantBucket(float[] row, MultiLabelModel model) =>
        EmotionSummary.Of(row, model, top: 1, default).DominantBucket;
}
