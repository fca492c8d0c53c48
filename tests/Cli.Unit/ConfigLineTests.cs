using Attune.Cli.Matching;
using Attune.Contracts.Matching.V1;

namespace Attune.Cli.Unit;

public sealed class ConfigLineTests
{
    [Fact]
    public void The_heaviest_signal_comes_first_and_only_what_is_on_is_told() => Assert.Equal(
        "* mine: vector 0.6, audio 0.15, genre 0.15; reranks 20 by 0.3 (mc_v3_00)",
        ConfigLine.Of(new MatchingConfig { Name = "mine", Hash = "mc_v3_00", IsDefault = true, RerankTop = 20, RerankWeight = 0.3, Weights = { ["audio"] = 0.15, ["genre"] = 0.15, ["vector"] = 0.6 } }));

    [Fact]
    public void Thresholds_and_a_missing_stage_2_are_told() => Assert.Equal(
        "  : vector 1; no reranking; stage 1 at least 0.2; score at least 0.5 (mc_v3_01)",
        ConfigLine.Of(new MatchingConfig { Hash = "mc_v3_01", Weights = { ["vector"] = 1 }, RerankTop = 0, MinStageOneScore = 0.2, MinScore = 0.5 }));
}
