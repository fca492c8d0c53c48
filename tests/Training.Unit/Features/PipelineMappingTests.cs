using Attune.Training.Features;

namespace Attune.Training.Unit.Features;

public sealed class PipelineMappingTests
{
    [Fact]
    public void Nothing_estimated_is_the_middle_of_everything()
    {
        double[] expected = [0.015, 0.01, 0.1, 0.015, 0.15, 0.1, 0.5 / 3, 0.5 / 3, 0.5, 0.125, 0, 0.5, 0, 0.5, 0.5];
        var actual = PipelineMapping.ToFeatures(new());
        for (var i = 0; i < expected.Length; i++) Assert.Equal(expected[i], actual[i], 1e-12);
    }

    [Fact]
    public void The_best_and_the_worst_scores_stay_within_the_range_of_features()
    {
        foreach (var score in new[] { 0, 1, -5, 5, double.NaN, double.PositiveInfinity })
        {
            var features = PipelineMapping.ToFeatures(new()
            {
                HookScore = score, CompletionPull = score, Shareability = score, CommentTrigger = score, SaveValue = score, EmotionalImpact = score,
                SoundTrend = score, CaptionQuality = score, HashtagQuality = score, PacingScore = score, TimingScore = score,
            });
            Assert.Equal(FeatureSchema.Count, features.Length);
            Assert.All(features, value => Assert.InRange(value, 0, 1));
        }
    }

    [Fact]
    public void A_stronger_hook_is_a_higher_like_rate_and_nothing_else_but_its_ratios()
    {
        double[] before = PipelineMapping.ToFeatures(new()), after = PipelineMapping.ToFeatures(new() { HookScore = 0.9 });
        Assert.True(after[2] > before[2]);
        Assert.Equal([2, 4, 5], Enumerable.Range(0, before.Length).Where(i => before[i] != after[i]));
    }
}
