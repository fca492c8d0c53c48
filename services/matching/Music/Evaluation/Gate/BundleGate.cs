using Attune.Hosting.Errors;
using Attune.Matching.Models.Serving;
using Attune.Matching.Music.Configs;
using Attune.Matching.Music.Evaluation.Runs;
using Attune.Matching.Music.Evaluation.Scorers;
using Attune.Matching.Music.Evaluation.Tasks;
using Npgsql;

namespace Attune.Matching.Music.Evaluation.Gate;

/// <summary>
/// Accepts a bundle (see <see cref="AcceptedBundles"/>) when its evaluation does not lose to that of the one accepted last
/// (<see cref="GateVerdict.Loses"/>), or when somebody overrides that. Going back to a bundle that was accepted is always possible.
/// </summary>
internal sealed class BundleGate(NpgsqlDataSource database, BundleCache bundles, ConfigStore configs, Evaluator evaluator)
{
    /// <param name="bundleHash">Of the serving bundle; empty for whichever that is.</param>
    /// <param name="overriding">Whether figures matter.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The bundle's hash, and what it was judged by, in words.</returns>
    /// <exception cref="PreconditionException">It loses, nothing can be compared, or another bundle serves.</exception>
    public async Task<(string BundleHash, string Judgement)> AcceptAsync(
        string bundleHash, Override overriding, CancellationToken cancellationToken)
    {
        var serving = await bundles.GetAsync(cancellationToken);
        if (bundleHash.Length > 0 && bundleHash != serving.Hash)
            throw new PreconditionException(
                $"The embedding service serves {serving.Hash}, not {Quote.Text(bundleHash)}. A bundle is evaluated and accepted while " +
                "it serves.");
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        if (await AcceptedBundles.AcceptFirstAsync(connection, serving.Hash, cancellationToken))
            return (serving.Hash, "It is the first bundle, and needs no comparison.");
        if (await AcceptedBundles.ContainsAsync(connection, serving.Hash, cancellationToken))
            return (serving.Hash, "It had been accepted already.");

        var decision = await JudgeAsync(connection, serving.Hash, overriding, cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await DecisionStore.SaveAsync(connection, decision, cancellationToken);
        if (decision.Accepted) await AcceptedBundles.AddAsync(connection, serving.Hash, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return decision.Accepted
            ? (serving.Hash, decision.Judgement)
            : throw new PreconditionException(
                $"Bundle {serving.Hash} is not accepted. {decision.Judgement} Serve a better one, or insist with override and a reason " +
                "(--override --reason TEXT).");
    }

    private async Task<Decision> JudgeAsync(
        NpgsqlConnection connection, string serving, Override overriding, CancellationToken cancellationToken)
    {
        var present = await AcceptedBundles.LastAsync(connection, cancellationToken);
        try
        {
            var choice = ScorerChoice.Of(await configs.GetAsync("", cancellationToken));
            var outcome = await evaluator.EvaluateAsync(
                EvaluationSpec.Default, [choice], recompute: false, _ => Task.CompletedTask, cancellationToken);
            if (outcome.Runs.Count == 0)
                return Decide(null, $"{outcome.NothingToEvaluate(EvaluationSpec.Default.MinMembers)} Only an override accepts it now.");
            var before = RunIdentity.Of(choice, present, outcome.CatalogHash, EvaluationSpec.Default).Id;
            if (!(await RunStore.FindAsync(connection, [before], cancellationToken)).TryGetValue(before, out var stored))
                return Decide(
                    null, $"There is no evaluation of the accepted bundle {present} with configuration {choice.Label} on the present " +
                        "catalogue to compare it with: serve that one and run ./attune eval run first.");
            var verdict = GateVerdict.Of(stored, outcome.Runs[0].Run);
            return Decide(verdict, $"It {(verdict.Loses ? "loses" : "does not lose")} to the accepted bundle {present}: {verdict}.");
        }
        catch (ServiceException error) when (overriding.Wanted)
        {
            return Decide(null, $"It could not be evaluated: {error.Message}");
        }

        Decision Decide(GateVerdict? verdict, string judgement) =>
            new(Decision.Bundle, "", present, serving, verdict, judgement, overriding);
    }
}
