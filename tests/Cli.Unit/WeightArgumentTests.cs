using Attune.Cli.Matching;

namespace Attune.Cli.Unit;

public sealed class WeightArgumentTests
{
    [Fact]
    public void A_weight_is_a_signal_and_a_number() =>
        Assert.Equal(new Dictionary<string, double> { ["vector"] = 0.6, ["genre"] = -1e-3 }, WeightArgument.Parse(["vector=0.6", "genre=-1e-3"]));

    [Theory]
    [InlineData("vector")]
    [InlineData("vector=")]
    [InlineData("vector=0,6x")]
    [InlineData("")]
    public void What_is_none_is_refused_with_an_example(string argument) =>
        Assert.Contains("write it like vector=0.6", Assert.Throws<CliException>(() => WeightArgument.Parse([argument])).Message, StringComparison.Ordinal);

    [Fact]
    public void A_signal_that_comes_twice_is_refused() =>
        Assert.Contains("'vector' comes twice", Assert.Throws<CliException>(() => WeightArgument.Parse(["vector=1", "vector=2"])).Message, StringComparison.Ordinal);
}
