namespace Attune.Bundles;

/// <summary>What the manifest of one model may not say, by kind.</summary>
internal static class ModelCheck
{
    private const string Task = "{task}", Query = "{query}", Document = "{document}";

    public static IEnumerable<string> Problems(BundleManifest bundle, ModelManifest model) => Common(bundle, model).Concat(model switch
    {
        EncoderManifest encoder => Encoder(encoder).Concat(Levels(encoder.Confidence, lowest: -1)),
        CrossEncoderManifest crossEncoder => CrossEncoder(crossEncoder).Concat(Pairs(crossEncoder.Golden)),
        CausalYesNoManifest causal => Causal(causal).Concat(Pairs(causal.Golden)),
        MultiLabelManifest multiLabel => MultiLabel(multiLabel),
        _ => throw new NotSupportedException($"Kind '{model.Kind}' has no checks."),
    });

    private static IEnumerable<string> Common(BundleManifest bundle, ModelManifest model)
    {
        if (model.Name.Length == 0 || model.Revision.Length == 0)
            yield return "it needs a name and a revision.";
        if (!model.Graphs.ContainsKey(Precision.Fp32))
            yield return "graphs: fp32 is missing.";
        foreach (var file in model.Graphs.Values.Append(model.Tokenizer).Where(x => !bundle.Files.ContainsKey(x)))
            yield return $"'{file}' is not among the files of the bundle.";
        if (model.Output.Length == 0)
            yield return "output: the graph's output must be named.";
        if (model.MaxTokens < 1)
            yield return $"a limit of {model.MaxTokens} tokens is too low.";
        if (model.Tolerance is not (null or (> 0 and < 1)))
            yield return $"tolerance: {model.Tolerance} is not between 0 and 1.";
    }

    private static IEnumerable<string> Encoder(EncoderManifest model)
    {
        if (model.Dimensions < 1)
            yield return $"{model.Dimensions} dimensions are too few.";

        string[] templates = [model.Templates.Query, model.Templates.Document];
        foreach (var template in templates)
        {
            if (Count(template, TemplatePair.Placeholder) != 1)
                yield return $"the template '{template}' must hold {TemplatePair.Placeholder} once.";
            if (Count(template, Task) > 1)
                yield return $"the template '{template}' holds {Task} more than once.";
        }

        if (templates.Any(x => x.Contains(Task, StringComparison.Ordinal)) != (model.Task is not null))
            yield return $"a task is needed exactly where a template holds {Task}.";
        if (model.Golden.Count + model.GoldenSimilarities.Count == 0)
            yield return "it needs golden texts or golden similarities.";
        foreach (var golden in model.Golden.Where(x => x.Values.Length != model.Dimensions))
            yield return $"the golden text '{golden.Text}' has {golden.Values.Length} values, not {model.Dimensions}.";
        foreach (var golden in model.Golden.Where(x => !x.Values.All(float.IsFinite)))
            yield return $"a value of the golden text '{golden.Text}' is too large.";
        foreach (var golden in model.GoldenSimilarities.Where(x => !(Math.Abs(x.Cosine) <= 1)))
            yield return $"the golden similarity of '{golden.Query}' is {golden.Cosine}; a cosine is -1 to 1.";
    }

    private static IEnumerable<string> CrossEncoder(CrossEncoderManifest model)
    {
        if (model.PositiveColumn is not (null or 0 or 1))
            yield return $"positiveColumn: {model.PositiveColumn} is neither 0 nor 1; leave it out where the graph gives one logit.";
        if (model.StageTwoWeight is not (null or (>= 0 and <= 1)))
            yield return $"stageTwoWeight: {model.StageTwoWeight} is not between 0 and 1.";
        foreach (var problem in Levels(model.Confidence, lowest: 0))
            yield return problem;
    }

    private static IEnumerable<string> Levels(ConfidenceLevels? levels, float lowest)
    {
        // Written so that NaN fails too.
        if (levels is not null && !(levels.Medium >= lowest && levels.Medium <= levels.High && levels.High <= 1))
            yield return $"confidence: medium {levels.Medium} and high {levels.High} must rise and lie between {lowest} and 1.";
    }

    private static IEnumerable<string> Causal(CausalYesNoManifest model)
    {
        foreach (var placeholder in new[] { Task, Query, Document }.Where(x => Count(model.Template, x) != 1))
            yield return $"the template must hold {placeholder} once.";
        // What is too long is cut at the end, and that must be the document.
        if (model.Template.IndexOf(Document, StringComparison.Ordinal) is >= 0 and var document
            && document != model.Template.Length - Document.Length)
            yield return $"the template must end with {Document}; what follows belongs in the suffix.";
        foreach (var part in new[] { model.Prefix, model.Suffix }.Where(x => new[] { Task, Query, Document }.Any(x.Contains)))
            yield return $"'{part}' is used as it stands; placeholders belong in the template.";
        if (model.Yes.Length == 0 || model.No.Length == 0 || model.Yes == model.No)
            yield return "it needs two different tokens for yes and no.";
    }

    private static IEnumerable<string> MultiLabel(MultiLabelManifest model)
    {
        if (model.Labels.Count == 0 || model.Labels.Distinct(StringComparer.Ordinal).Count() < model.Labels.Count)
            yield return "labels: at least one is needed, and none may be given twice.";
        if (model.Labels.Concat(model.Buckets.Select(x => x.Name)).Any(string.IsNullOrWhiteSpace))
            yield return "labels and buckets must have names.";
        if (model.Buckets.DistinctBy(x => x.Name, StringComparer.Ordinal).Count() < model.Buckets.Count)
            yield return "buckets: a name is given twice.";
        if (!model.Buckets.SelectMany(x => x.Labels).Order(StringComparer.Ordinal)
            .SequenceEqual(model.Labels.Order(StringComparer.Ordinal), StringComparer.Ordinal))
            yield return "buckets: every label must be in exactly one.";
        if (model.Thresholds is { } thresholds && (thresholds.Count != model.Labels.Count || !thresholds.All(x => x is >= 0 and <= 1)))
            yield return $"thresholds: {model.Labels.Count} are needed, one a label, each a probability from 0 to 1.";
        if (model.Golden.Count == 0)
            yield return "it needs golden texts.";
        foreach (var golden in model.Golden.Where(x => x.Values.Length != model.Labels.Count))
            yield return $"the golden text '{golden.Text}' has {golden.Values.Length} values, not {model.Labels.Count}.";
        foreach (var golden in model.Golden.Where(x => !x.Values.All(y => y is >= 0 and <= 1)))
            yield return $"a value of the golden text '{golden.Text}' is no probability, 0 to 1.";
    }

    private static IEnumerable<string> Pairs(IReadOnlyList<GoldenPair> golden)
    {
        if (golden.Count == 0)
            yield return "it needs golden pairs.";
        foreach (var pair in golden.Where(x => x.Score is not (>= 0 and <= 1)))
            yield return $"the golden score of '{pair.Document}' is {pair.Score}; a score is 0 to 1.";
    }

    private static int Count(string text, string part) => text.Split(part).Length - 1;
}
