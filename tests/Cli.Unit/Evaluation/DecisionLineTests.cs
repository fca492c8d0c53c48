using Attune.Cli.Evaluation;
using Attune.Contracts.Matching.V1;
using Google.Protobuf.WellKnownTypes;

namespace Attune.Cli.Unit.Evaluation;

public sealed class DecisionLineTests
{
    private static readonly Timestamp Noon = Timestamp.FromDateTime(new DateTime(2026, 1, 31, 12, 0, 0, DateTimeKind.Utc));

    [Fact]
    public void A_refusal_says_what_lost_to_what_and_why() => Assert.Equal(
        "2026-01-31 12:00 refused config mine (fedcba987654 → 0123456789ab): It loses.",
        DecisionLine.Of(new GateDecision
        {
            Kind = GateDecisionKind.Config, Name = "mine", FromHash = "mc_v3_fedcba9876543210", ToHash = "mc_v3_0123456789abcdef",
            Judgement = "It loses.", DecidedAt = Noon,
        }));

    [Fact]
    public void An_override_says_its_reason_and_a_first_bundle_that_nothing_served() => Assert.Equal(
        "2026-01-31 12:00 accepted bundle (nothing → 0123456789ab): Nothing to compare. Overridden: because",
        DecisionLine.Of(new GateDecision
        {
            Kind = GateDecisionKind.Bundle, ToHash = "mb_v1_0123456789abcdef", Accepted = true, Overridden = true, OverrideReason = "because",
            Judgement = "Nothing to compare.", DecidedAt = Noon,
        }));
}
