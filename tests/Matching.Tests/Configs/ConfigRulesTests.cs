using Attune.Hosting.Errors;
using Attune.Matching.Configs;

namespace Attune.Matching.Tests.Configs;

public sealed class ConfigRulesTests
{
    [Fact]
    public void The_hash_of_the_built_in_configuration_is_frozen() =>
        Assert.Equal("mc_v2_09e3bc0419c3c83b5f79d5c450186a99034d283f024c609cb6f7a65cef58d2a1", MatchConfig.BuiltIn.Hash);

    [Fact]
    public void A_weight_of_0_is_as_good_as_none()
    {
        var config = ConfigRules.Check("a", Weights(("vector", 1), ("audio", 0)));
        Assert.Equal(["vector"], config.Signals);
        Assert.Equal(ConfigRules.Check("b", Weights(("vector", 1))).Hash, config.Hash);
    }

    [Fact]
    public void Every_violation_is_named_at_once()
    {
        var error = Refused("Über", ("vector", -1), ("audio", double.NaN), ("mood", 1), ("genre", 1e9));
        Assert.Equal(
            ["config.name", "config.weights['audio']", "config.weights['genre']", "config.weights['mood']", "config.weights['vector']"],
            error.Violations.Select(violation => violation.Field));
        Assert.Equal("is NaN; it must be a number", error.Violations[1].Description);
        Assert.Equal("is no signal; there are vector, genre, audio", error.Violations[3].Description);
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
    public void What_is_stored_comes_back_the_same()
    {
        var config = ConfigRules.Check("a", Weights(("vector", 0.1), ("genre", 1 / 3.0)));
        Assert.Equal(config.Hash, MatchConfig.FromContent(config.Content).Hash);
    }

    [Fact]
    public void A_stored_weight_for_a_signal_of_a_later_version_is_refused_by_name() =>
        Assert.Contains("weighs emotion", Assert.Throws<PreconditionException>(() => MatchConfig.FromContent("""{"weights":{"emotion":1}}""")).Message, StringComparison.Ordinal);

    private static InvalidRequestException Refused(string name, params (string, double)[] weights) =>
        Assert.Throws<InvalidRequestException>(() => ConfigRules.Check(name, Weights(weights)));

    private static Dictionary<string, double> Weights(params (string Name, double Weight)[] weights) => weights.ToDictionary(pair => pair.Name, pair => pair.Weight, StringComparer.Ordinal);
}
