using Attune.Contracts.Training.V1;
using Attune.Hosting.Errors;
using Attune.Training.Data;
using Attune.Training.Features;

namespace Attune.Training.Predictions;

/// <summary>Turns the inputs of a call into features, or says everything that is wrong with them.</summary>
internal static class PredictRules
{
    public const int MostInputs = 1_000;

    private const int MostShown = 100;

    /// <exception cref="InvalidRequestException">With every violation, up to a hundred.</exception>
    public static List<double[]> Check(PredictRequest request, DateTimeOffset now)
    {
        var violations = new List<FieldViolation>();
        var rows = new List<double[]>(request.Inputs.Count);
        if (request.Inputs.Count is 0 or > MostInputs)
            violations.Add(new("inputs", $"has {request.Inputs.Count:N0} entries; give 1 to {MostInputs:N0}"));
        for (var i = 0; i < request.Inputs.Count && violations.Count < MostShown && rows.Count <= MostInputs; i++)
            rows.Add(Features(request.Inputs[i], $"inputs[{i}]", now, violations));
        return violations.Count == 0 ? rows : throw new InvalidRequestException([.. violations.Take(MostShown)]);
    }

    private static double[] Features(PredictInput input, string field, DateTimeOffset now, List<FieldViolation> violations)
    {
        switch (input.InputCase)
        {
            case PredictInput.InputOneofCase.Features:
                if (input.Features.Values.Count != FeatureSchema.Count)
                    violations.Add(
                        new($"{field}.features.values",
                            $"has {input.Features.Values.Count} entries; a model has {FeatureSchema.Count} features"));
                else
                    for (var f = 0; f < FeatureSchema.Count; f++)
                        Share($"{field}.features.values[{f}]", input.Features.Values[f], violations);
                return [.. input.Features.Values];
            case PredictInput.InputOneofCase.Named:
                return Named(input.Named, $"{field}.named.values", violations);
            case PredictInput.InputOneofCase.Video:
                violations.AddRange(
                    VideoCheck.Violations(input.Video, now, needsId: false).Select(reason => new FieldViolation($"{field}.video", reason)));
                return FeatureExtractor.Extract(VideoMessages.ToMetrics(input.Video));
            case PredictInput.InputOneofCase.Pipeline:
                return Pipeline(input.Pipeline, $"{field}.pipeline", violations);
            default:
                violations.Add(new(field, "is empty; give features, named, video or pipeline"));
                return [];
        }
    }

    private static double[] Named(NamedFeatures named, string field, List<FieldViolation> violations)
    {
        double[] features = [.. FeatureSchema.Defaults];
        foreach (var (name, value) in named.Values.OrderBy(pair => pair.Key, StringComparer.Ordinal).Take(MostShown))
        {
            if (FeatureSchema.IndexOf(name) is >= 0 and var index)
            {
                Share($"{field}[{name}]", value, violations);
                features[index] = value;
            }
            else violations.Add(
                new(field, $"has '{(name.Length <= 40 ? name : $"{name[..40]}…")}', which is no feature; there are " +
                    $"{string.Join(", ", FeatureSchema.Names)}"));
        }
        return features;
    }

    private static double[] Pipeline(PipelineScores scores, string field, List<FieldViolation> violations)
    {
        double Score(bool given, double value, string name)
        {
            if (given) Share($"{field}.{name}", value, violations);
            return given ? value : 0.5;
        }

        return PipelineMapping.ToFeatures(new()
        {
            HookScore = Score(scores.HasHookScore, scores.HookScore, "hook_score"),
            CompletionPull = Score(scores.HasCompletionPull, scores.CompletionPull, "completion_pull"),
            Shareability = Score(scores.HasShareability, scores.Shareability, "shareability"),
            CommentTrigger = Score(scores.HasCommentTrigger, scores.CommentTrigger, "comment_trigger"),
            SaveValue = Score(scores.HasSaveValue, scores.SaveValue, "save_value"),
            EmotionalImpact = Score(scores.HasEmotionalImpact, scores.EmotionalImpact, "emotional_impact"),
            SoundTrend = Score(scores.HasSoundTrend, scores.SoundTrend, "sound_trend"),
            CaptionQuality = Score(scores.HasCaptionQuality, scores.CaptionQuality, "caption_quality"),
            HashtagQuality = Score(scores.HasHashtagQuality, scores.HashtagQuality, "hashtag_quality"),
            PacingScore = Score(scores.HasPacingScore, scores.PacingScore, "pacing_score"),
            TimingScore = Score(scores.HasTimingScore, scores.TimingScore, "timing_score"),
        });
    }

    // Written so that NaN fails it.
    private static void Share(string field, double value, List<FieldViolation> violations)
    {
        if (value is not (>= 0 and <= 1))
            violations.Add(new(field, $"is {(double.IsNaN(value) ? "NaN" : $"{value}")}; it must be a number from 0 to 1"));
    }
}
