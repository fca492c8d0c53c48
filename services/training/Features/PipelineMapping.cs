namespace Attune.Training.Features;

/// <summary>
/// The scores of a pipeline as the features of a tier model. A pipeline knows no counts, so each score is carried to the middle of the
/// range that its feature has among published videos: a score of 1 becomes a rate that only the best reach, 0 becomes none.
/// </summary>
internal static class PipelineMapping
{
    /// <summary>The rates that a score of 1 stands for, as shares of views. Engagement above them is rare on any platform.</summary>
    private const double BestShareRate = 0.03, BestCommentRate = 0.02, BestLikeRate = 0.2, BestSaveRate = 0.03;

    /// <summary>
    /// <list type="table">
    /// <item>likeRate = 0.2 × mean(hook, completion, emotion)</item>
    /// <item>shareRate = 0.03 × shareability; commentRate = 0.02 × comment trigger; saveRate = 0.03 × save value</item>
    /// <item>shareToLikeRatio, commentToLikeRatio: of those rates, 0 when likeRate is 0</item>
    /// <item>durationSeconds = pacing / 3: a full score is a minute of 180 seconds</item>
    /// <item>hashtagCount = hashtag quality / 3; captionLength = caption quality / 4</item>
    /// <item>hasTrendingSound = sound trend; hourPosted = timing; weekdayPosted 0.5; followers unknown: 0, 0.5, 0</item>
    /// </list>
    /// All clamped to [0, 1]; a score that is no number counts as 0.5.
    /// </summary>
    public static double[] ToFeatures(PipelineFeatures scores)
    {
        var like = BestLikeRate * (Clamp(scores.HookScore) + Clamp(scores.CompletionPull) + Clamp(scores.EmotionalImpact)) / 3;
        double share = BestShareRate * Clamp(scores.Shareability), comment = BestCommentRate * Clamp(scores.CommentTrigger);
        return
        [
            share, comment, like, BestSaveRate * Clamp(scores.SaveValue), Ratio(share, like), Ratio(comment, like),
            Clamp(scores.PacingScore) / 3, Clamp(scores.HashtagQuality) / 3, Clamp(scores.SoundTrend), Clamp(scores.CaptionQuality) / 4,
            0, 0.5, 0, 0.5, Clamp(scores.TimingScore),
        ];
    }

    private static double Ratio(double part, double whole) => whole > 0 ? Clamp(part / whole) : 0;

    private static double Clamp(double score) => double.IsNaN(score) ? 0.5 : Math.Clamp(score, 0, 1);
}
