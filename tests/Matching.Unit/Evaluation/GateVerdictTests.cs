using Attune.Evaluation.Statistics;
using Attune.Matching.Music.Evaluation.Gate;

namespace Attune.Matching.Unit.Evaluation;

public sealed class GateVerdictTests
{
    [Theory]
    [InlineData(-0.006, 0.9, true)]
    [InlineData(-0.004, 0.04, true)]
    [InlineData(-0.004, 0.06, false)]
    [InlineData(-0.004, 0.05, false)]
    [InlineData(-0.005, 0.9, false)]
    [InlineData(0, 0.001, false)]
    [InlineData(0, 1, false)]
    [InlineData(0.1, 0.001, false)]
    public void The_rule_is_half_a_point_or_significance(double difference, double p, bool loses) => Assert.Equal(loses, Verdict(difference, p).Loses);

    [Fact]
    public void Its_text_has_both_means_the_difference_its_interval_and_how_sure_it_is() => Assert.Equal(
        "NDCG@10 0.4900 against 0.5000 (difference -0.0100, 95 % interval -0.0200 to +0.0010, p = 0.0300, 36 playlists)", Verdict(-0.01, 0.03).ToString());

    private static GateVerdict Verdict(double difference, double p) =>
        new(null!, null!, new PairedComparison(0.5 + difference, 0.5, difference, new Interval(-0.02, 0.001), p, IsExact: false, Better: 0, Worse: 0, Pairs: 36));
}
