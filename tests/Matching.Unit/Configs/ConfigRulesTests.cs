using Attune.Contracts.Matching.V1;
using Attune.Hosting.Errors;
using Attune.Matching.Music.Configs;

namespace Attune.Matching.Unit.Configs;

public sealed class ConfigRulesTests
{
    [Fact]
    public void The_hash_of_the_built_in_configuration_is_frozen() =>
        Assert.Equal("mc_v3_e662411fbc03a98f3cbe009dead116de97fad5da8b3287865945b6033e1feebf", MatchConfig.BuiltIn.Hash);

    [Fact]
    public void A_weight_of_0_is_as_good_as_none()
    {
        var config = Check("a", ("vector", 1), ("audio", 0));
        Assert.Equal(["vector"], config.Signals);
        Assert.Equal(Check("b", ("vector", 1)).Hash, config.Hash);
    }

    [Fact]
    public void Every_violation_is_named_at_once()
    {
        var error = Refused("Über", ("vector", -1), ("audio", double.NaN), ("mood", 1), ("genre", 1e9));
        Assert.Equal(
            ["config.name", "config.weights['audio']", "config.weights['genre']", "config.weights['mood']", "config.weights['vector']"],
            error.Violations.Select(violation => violation.Field));
        Assert.Equal("is NaN; it must be a number", error.Violations[1].Description);
        Assert.Equal("is no signal; there are vector, genre, audio, emotion, artist, album, era", error.Violations[3].Description);
        Assert.Equal("is -1; it must be 0, or 0.001 to 1,000", error.Violations[4].Description);
    }

    [Fact]
    public void All_weights_0_and_no_weights_are_refused()
    {
        Assert.Equal(["config.weights"], Refused("a", ("vector", 0), ("audio", 0)).Violations.Select(violation => violation.Field));
        Assert.Equal(["config.weights"], Refused("a").Violations.Select(violation => violation.Field));
    }

    [Theory]
    [InlineData("builtin")]
    [InlineData("mc_v2_00")]
    [InlineData("")]
    [InlineData("-a")]
    [InlineData("a b")]
    public void A_name_that_could_be_taken_for_something_else_is_refused(string name) =>
        Assert.Equal("config.name", Refused(name, ("vector", 1)).Violations.Single().Field);

    [Fact]
    public void What_is_not_given_is_as_in_the_built_in_one_and_0_is_given()
    {
        var config = Check(new MatchingConfig { Name = "a", Weights = { ["vector"] = 1 } });
        Assert.Equal(MatchConfig.BuiltIn.Settings, config.Settings);
        Assert.Equal((20, 0.3, 0, 0), (config.RerankTop, config.RerankWeight, config.MinStageOneScore, config.MinScore));
        var off = Check(new MatchingConfig { Name = "a", Weights = { ["vector"] = 1 }, RerankTop = 0 });
        Assert.Equal((0, 0), (off.RerankTop, off.RerankWeight));
        var shown = Check(new MatchingConfig { Name = "a", Weights = { ["vector"] = 1 }, RerankWeight = 0 });
        Assert.Equal((20, 0), (shown.RerankTop, shown.RerankWeight));
    }

    [Fact]
    public void Every_setting_is_part_of_the_hash_and_stage_1_depends_on_its_own()
    {
        var given = new MatchingConfig { Name = "a", Weights = { ["vector"] = 1 }, RerankTop = 30, RerankWeight = 0.5, MinStageOneScore = 0.1, MinScore = 0.2 };
        var config = Check(given);
        MatchConfig[] others =
        [
            Check(new MatchingConfig(given) { RerankTop = 31 }), Check(new MatchingConfig(given) { RerankWeight = 0.4 }), Check(new MatchingConfig(given) { MinScore = 0.3 }),
            Check(new MatchingConfig(given) { MinStageOneScore = 0.2 }), Check(new MatchingConfig(given) { Weights = { ["audio"] = 1 } }),
        ];
        Assert.Equal(6, others.Append(config).Select(other => other.Hash).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal([true, true, true, false, false], others.Select(other => other.StageOneHash == config.StageOneHash));
        Assert.Equal(config.Hash, Check(new MatchingConfig(given) { Name = "b" }).Hash);
        Assert.DoesNotContain(config.StageOneHash, others.Append(config).Select(other => other.Hash));
    }

    [Fact]
    public void Without_a_stage_2_its_weight_tells_nothing_apart() => Assert.Equal(
        Check(new MatchingConfig { Name = "a", Weights = { ["vector"] = 1 }, RerankTop = 0, RerankWeight = 0.9 }).Hash,
        Check(new MatchingConfig { Name = "a", Weights = { ["vector"] = 1 }, RerankTop = 0 }).Hash);

    [Fact]
    public void Settings_out_of_range_are_all_named_beside_the_rest()
    {
        var error = Assert.Throws<InvalidRequestException>(() => Check(new MatchingConfig
        {
            Name = "a", Weights = { ["vector"] = -1 }, RerankTop = 1_000, RerankWeight = 1.5, MinStageOneScore = double.NaN, MinScore = -0.1,
        }));
        Assert.Equal(
            ["config.weights['vector']", "config.weights", "config.rerank_top", "config.rerank_weight", "config.min_stage_one_score", "config.min_score"],
            error.Violations.Select(violation => violation.Field));
        Assert.Equal("is 1,000; it must be 1 to 200, or 0 for no stage 2", error.Violations[2].Description);
        Assert.Equal("is 1.5; it must be from 0 to 1", error.Violations[3].Description);
        Assert.Equal("is NaN; it must be from 0 to 1", error.Violations[4].Description);
        Assert.Equal("config.rerank_top", Assert.Throws<InvalidRequestException>(() => Check(new MatchingConfig { Name = "a", Weights = { ["vector"] = 1 }, RerankTop = -1 })).Violations.Single().Field);
    }

    [Fact]
    public void What_is_stored_comes_back_the_same()
    {
        var config = Check(new MatchingConfig { Name = "a", Weights = { ["vector"] = 0.1, ["emotion"] = 1 / 3.0 }, RerankTop = 7, RerankWeight = 0.1, MinStageOneScore = 1 / 3.0, MinScore = 0.9 });
        var back = MatchConfig.FromContent(config.Content, config.Hash);
        Assert.Equal((config.Hash, config.Content, config.StageOneHash, config.Settings), (back.Hash, back.Content, back.StageOneHash, back.Settings));
        Assert.Equal(config.Weights, back.Weights);
    }

    [Fact]
    public void What_was_stored_before_there_was_a_stage_2_has_none_and_keeps_its_hash()
    {
        var old = MatchConfig.FromContent("""{"weights":{"vector":0.6,"audio":0.15}}""", "mc_v2_00");
        Assert.Equal("mc_v2_00", old.Hash);
        Assert.Equal(new MatchSettings(0, 0, 0, 0), old.Settings);
        Assert.Equal(Check(new MatchingConfig { Name = "a", Weights = { ["vector"] = 0.6, ["audio"] = 0.15 }, RerankTop = 0 }).StageOneHash, old.StageOneHash);
    }

    [Fact]
    public void A_stored_weight_for_a_signal_of_a_later_version_is_refused_by_name() =>
        Assert.Contains("weighs lyrics", Assert.Throws<PreconditionException>(() => MatchConfig.FromContent("""{"weights":{"lyrics":1}}""", "mc_v9_00")).Message, StringComparison.Ordinal);

    private static MatchConfig Check(MatchingConfig given) => ConfigRules.Check(given);

    private static MatchConfig Check(string name, params (string, double)[] weights) => ConfigRules.Check(Given(name, weights));

    private static InvalidRequestException Refused(string name, params (string, double)[] weights) =>
        Assert.Throws<InvalidRequestException>(() => Check(name, weights));

    private static MatchingConfig Given(string name, (string Signal, double Weight)[] weights)
    {
        var config = new MatchingConfig { Name = name };
        foreach (var (signal, weight) in weights) config.Weights.Add(signal, weight);
        return config;
    }
}
