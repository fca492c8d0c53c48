using Attune.Contracts.Embedding.V1;
using Attune.Embedding.Integration.Made;
using Attune.Embedding.Models;

namespace Attune.Embedding.Integration.Numbers;

/// <summary>Scores that a float cannot tell apart any more, and the logits that can.</summary>
public sealed class RawScoreTests
{
    [Fact]
    public async Task Documents_whose_scores_are_all_1_are_told_apart_by_their_logits()
    {
        var scores = await ScoresAsync(("rain", 16), ("love", 19), ("night", 22));
        Assert.Equal([16, 19, 22], scores.Select(x => x.RawScore));
        Assert.Equal([0.9999999f, 1, 1], scores.Select(x => x.Score));
    }

    [Fact]
    public async Task Documents_whose_scores_are_all_0_are_told_apart_by_their_logits()
    {
        var scores = await ScoresAsync(("rain", -110), ("love", -120), ("night", -100), ("city", -90));
        Assert.Equal([-110, -120, -100, -90], scores.Select(x => x.RawScore));
        // The smallest float is 1.4e-45, which e^-103.28 comes to.
        Assert.Equal([0, 0, (float)Math.Exp(-100), (float)Math.Exp(-90)], scores.Select(x => x.Score));
        Assert.True(scores[2].Score > 0 && scores[3].Score > scores[2].Score);
    }

    [Fact]
    public async Task The_raw_score_of_a_language_model_is_its_logit_of_yes_less_that_of_no()
    {
        using var made = new MadeBundle(MadeShape.RobertaCls);
        var oracle = new Oracle(made.Read());
        var manifest = made.Read().Manifest.Models.OfType<CausalYesNoManifest>().Single();
        var tokenizer = Tokenizers.TokenizerFile.Load(made.PathOf(manifest.Tokenizer));
        var logits = oracle.LastLogits(manifest, "slow city", "rain");
        var expected = logits[tokenizer.IdOf(manifest.Yes)!.Value] - logits[tokenizer.IdOf(manifest.No)!.Value];
        await using var service = await EmbeddingProcess.Start(made.Folder).ServeAsync();

        var score = Assert.Single((await service.Client.RerankAsync(new RerankRequest { Query = "slow city", Documents = { "rain" } })).Scores);
        Assert.Equal(expected, score.RawScore, 1e-3);
        Assert.Equal(1 / (1 + Math.Exp(-score.RawScore)), score.Score, 1e-7);
    }

    [Fact]
    public async Task Emotions_are_ordered_by_their_logits_where_their_probabilities_are_all_1()
    {
        var (all, top) = await EmotionsAsync([20, 25, 22]);
        Assert.Equal(["rage", "calm", "joy"], all.Labels.Select(x => x.Name));
        Assert.Equal([25, 22, 20], all.Labels.Select(x => x.RawScore));
        Assert.All(all.Labels, x => Assert.Equal(1, x.Score, 1e-6f));
        Assert.Equal("rage", Assert.Single(top.Labels).Name);
        Assert.All(all.Buckets, x => Assert.False(x.HasRawScore));
    }

    [Theory]
    [InlineData(-200f)]
    [InlineData(-2_000f)]
    public async Task Emotions_too_improbable_for_a_float_still_have_an_order_and_a_bucket(float logit)
    {
        var (all, top) = await EmotionsAsync([logit - 2, logit, logit - 1]);
        Assert.Equal(["rage", "calm", "joy"], all.Labels.Select(x => x.Name));
        Assert.Equal("rage", Assert.Single(top.Labels).Name);
        // "good" has joy and calm, "bad" rage: e^-2 + e^-1 to 1.
        var good = Math.Exp(-2) + Math.Exp(-1);
        Assert.Equal([good / (good + 1), 1 / (good + 1)], all.Buckets.Select(x => (double)x.Score), (x, y) => Math.Abs(x - y) < 1e-6);
        Assert.Equal("bad", all.DominantBucket);
    }

    [Fact]
    public void Buckets_are_sums_of_probabilities_as_long_as_there_are_some()
    {
        // By hand: the logarithm of the sigmoid of 0 is -ln 2, of large numbers 0, of small ones themselves.
        Assert.Equal(-Math.Log(2), Activation.LogSigmoid(0), 1e-12);
        Assert.Equal(-Math.Exp(-30), Activation.LogSigmoid(30), 1e-12);
        Assert.Equal(-1_000, Activation.LogSigmoid(-1_000), 1e-9);
        Assert.Equal(0, Activation.LogSigmoid(float.MaxValue));
        Assert.Equal(-(double)float.MaxValue, Activation.LogSigmoid(-float.MaxValue));
    }

    [Theory]
    [InlineData(3, 1, 2)]
    [InlineData(float.MaxValue, -float.MaxValue, float.MaxValue)]
    [InlineData(-float.MaxValue, float.MaxValue, -float.MaxValue)]
    [InlineData(float.PositiveInfinity, 0, float.PositiveInfinity)]
    [InlineData(float.PositiveInfinity, float.PositiveInfinity, float.NaN)]
    public void The_odds_of_two_finite_logits_are_finite(float yes, float no, float expected) => Assert.Equal(expected, Activation.LogOdds(yes, no));

    private static async Task<IReadOnlyList<RerankScore>> ScoresAsync(params (string Word, float Logit)[] documents)
    {
        using var bundle = new TableBundle(reranker: new TableGraph(1, [.. documents.Select(x => (x.Word, new[] { x.Logit }))]));
        await using var service = await bundle.ServeAsync();
        return (await service.Client.RerankAsync(new RerankRequest { Query = "slow", Documents = { documents.Select(x => x.Word) } })).Scores;
    }

    private static async Task<(TextEmotions All, TextEmotions Top)> EmotionsAsync(float[] logits)
    {
        using var bundle = new TableBundle(labels: new TableGraph(3, ("rain", logits)));
        await using var service = await bundle.ServeAsync();
        var all = (await service.Client.EmotionsAsync(new EmotionsRequest { Texts = { "rain" } })).Emotions;
        var top = (await service.Client.EmotionsAsync(new EmotionsRequest { Texts = { "rain" }, Top = 1 })).Emotions;
        return (all[0], top[0]);
    }
}
