using Attune.Contracts.Matching.V1;

namespace Attune.Cli.Evaluation;

/// <summary>
/// A decision of the gate on one line: <c>2026-01-31 12:00 refused config mine (fedcba987654 → 0123456789ab): mine loses to builtin:
/// NDCG@10 …</c>.
/// </summary>
internal static class DecisionLine
{
    public static string Of(GateDecision decision)
    {
        var subject = decision.Kind == GateDecisionKind.Config ? $"config {decision.Name}" : "bundle";
        var from = decision.FromHash.Length == 0 ? "nothing" : ArtifactFiles.Short(decision.FromHash);
        var insistence = decision.Overridden ? $" Overridden: {decision.OverrideReason}" : "";
        return $"{decision.DecidedAt.ToDateTime():yyyy-MM-dd HH:mm} {(decision.Accepted ? "accepted" : "refused")} {subject} " +
            $"({from} → {ArtifactFiles.Short(decision.ToHash)}): {decision.Judgement}{insistence}";
    }
}
