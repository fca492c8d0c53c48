using Attune.BuiltinEvaluation.Contamination;
using Attune.BuiltinEvaluation.Emotions;
using Attune.BuiltinEvaluation.Matching;
using Attune.BuiltinEvaluation.Models;
using Attune.BuiltinEvaluation.Reporting;
using Attune.BuiltinEvaluation.Scorers;
using Attune.BuiltinEvaluation.Sets;
using Attune.BuiltinEvaluation.Speed;
using Attune.Bundles;

namespace Attune.BuiltinEvaluation;

/// <summary>Checks, measures and reports. Nothing is measured on what was trained on.</summary>
internal static class Evaluator
{
    private const int ShownOverlaps = 20;

    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(EvaluateOptions options, CancellationToken cancellationToken)
    {
        var sets = SetReader.ReadAll(options.Sets, options.Split);
        var sentences = SetReader.ReadEmotions(options.Emotions, options.Split);
        Say("looking for held-out texts in the training text");
        var contamination = await ContaminationCheck.RunAsync(
            options.Bundle, options.TrainingText, HeldOut(options, sets), cancellationToken);
        if (!MayGoOn(contamination, options.Unchecked))
        {
            if (options.Json is not null)
                await ReportFile.WriteAsync(options.Json, new { contamination }, cancellationToken);
            return 1;
        }

        var watch = CostWatch.Start();
        using var bundle = await BundleUnderTest.OpenAsync(options.Bundle, cancellationToken);
        var firstLoad = watch.Stop();
        string[] texts = [.. sets.SelectMany(set => set.Items).Select(item => item.Text)];
        var speed = await SpeedRun.OfAsync(bundle, firstLoad, texts, cancellationToken);

        var (words, vectors) = (new Bm25Scorer(), new EmbedderScorer(bundle));
        IScorer[] baselines = [words, new HashingScorer(), vectors], scorers = [.. baselines, new RerankerScorer(bundle, words, vectors)];
        var pairs = bundle.Reranker.Manifest as CrossEncoderManifest;
        var tasks = new List<TaskResult>();
        foreach (var set in sets.Where(set => set.Items.Count > 0))
        {
            Say($"{set.Name}: {set.Items.Count:N0} texts, {set.Candidates.Count:N0} {(set.IsRetrieval ? "documents" : "categories")}");
            tasks.Add(TaskRun.Of(set, scorers, pairs?.StageTwoWeight, cancellationToken));
        }

        Say($"emotions: {sentences.Count:N0} sentences");
        var confidence = ConfidenceShare.Of(tasks, bundle.Embedder.Manifest.Confidence, pairs?.Confidence);
        var report = new Report(
            bundle.Bundle.Hash, SetIdentity.Of(options.Sets, options.Emotions), options.Split, contamination, tasks, GroupMean.Of(tasks),
            confidence, EmotionRun.Of(bundle, sentences, baselines), speed);
        ReportTables.Write(report);
        if (options.Json is not null)
            await ReportFile.WriteAsync(options.Json, report, cancellationToken);
        return 0;
    }

    /// <summary>All of both splits: what is tuned on must not be trained on either.</summary>
    private static List<HeldOutText> HeldOut(EvaluateOptions options, IReadOnlyList<MatchingSet> sets) =>
    [
        .. sets.SelectMany(set => set.AllTexts),
        .. Enum.GetValues<Split>().SelectMany(split => SetReader.ReadEmotions(options.Emotions, split))
            .Select(x => new HeldOutText("emotions", x.Id, x.Text)),
    ];

    private static bool MayGoOn(ContaminationReport report, bool @unchecked)
    {
        foreach (var overlap in report.Overlaps.Take(ShownOverlaps))
            Say($"{overlap.Set} {overlap.Id} shares \"{overlap.Shingle}\" with line {overlap.Line:N0} of the training text");
        if (report.Overlaps.Count > 0)
            Say($"attune: {report.Overlaps.Count:N0} of {report.HeldOutTexts:N0} held-out texts share eight words in a row with the " +
                "training text, so figures on them would mean nothing (--json lists them all).");
        else if (report.IsChecked)
            Say($"  none of {report.HeldOutTexts:N0} shares eight words in a row with any of {report.TrainingLines:N0} lines");
        else
            Say("attune: whether held-out texts were trained on cannot be checked: " +
                $"{report.Problem}{(@unchecked ? " Figures may be too good." : " --unchecked measures all the same.")}");
        return report.Overlaps.Count == 0 && (report.IsChecked || @unchecked);
    }

    private static void Say(string text) => Console.Error.WriteLine(text);
}
