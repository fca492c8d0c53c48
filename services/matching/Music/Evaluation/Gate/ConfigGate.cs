using Attune.Hosting.Errors;
using Attune.Matching.Music.Configs;
using Attune.Matching.Music.Evaluation.Runs;
using Attune.Matching.Music.Evaluation.Scorers;
using Attune.Matching.Music.Evaluation.Tasks;
using Npgsql;

namespace Attune.Matching.Music.Evaluation.Gate;

/// <summary>
/// Lets a configuration become the default when it does not lose to the present one (<see cref="GateVerdict.Loses"/>), or when somebody
/// insists. It evaluates both itself, as far as that has not been done; every decision is recorded, refusals too.
/// </summary>
internal sealed class ConfigGate(NpgsqlDataSource database, ConfigStore configs, Evaluator evaluator)
{
    /// <returns>What it was judged by, in words.</returns>
    /// <exception cref="PreconditionException">
    /// It loses, nothing can be compared, or somebody changed the configurations meanwhile.
    /// </exception>
    /// <exception cref="ResourceNotFoundException">There is no such name.</exception>
    public async Task<string> SetDefaultAsync(string name, Override overriding, CancellationToken cancellationToken)
    {
        var candidate = await configs.GetAsync(name, cancellationToken);
        if (name.Length == 0 || candidate.Name != name)
            throw new ResourceNotFoundException($"There is no matching configuration named {Quote.Text(name)}.");
        var present = await configs.GetAsync("", cancellationToken);
        var decision = await JudgeAsync(present, candidate, overriding, cancellationToken);
        if (decision.Accepted)
            await configs.SetDefaultAsync(
                candidate, present, connection => DecisionStore.SaveAsync(connection, decision, cancellationToken), cancellationToken);
        else
        {
            await using var connection = await database.OpenConnectionAsync(cancellationToken);
            await DecisionStore.SaveAsync(connection, decision, cancellationToken);
            throw new PreconditionException($"{name} does not become the default. {decision.Judgement} {Advice(decision)}");
        }
        return decision.Judgement;
    }

    private async Task<Decision> JudgeAsync(
        NamedConfig present, NamedConfig candidate, Override overriding, CancellationToken cancellationToken)
    {
        if (present.Config.Hash == candidate.Config.Hash)
            return Decide(null, $"It is what the present default, {present.Name}, is already.");
        try
        {
            var outcome = await evaluator.EvaluateAsync(
                EvaluationSpec.Default, [ScorerChoice.Of(present), ScorerChoice.Of(candidate)], recompute: false, _ => Task.CompletedTask,
                cancellationToken);
            if (outcome.Runs.Count == 0) return Decide(null, outcome.NothingToEvaluate(EvaluationSpec.Default.MinMembers));
            var verdict = GateVerdict.Of(outcome.Runs[0].Run, outcome.Runs[1].Run);
            return Decide(verdict, $"{candidate.Name} {(verdict.Loses ? "loses" : "does not lose")} to {present.Name}: {verdict}.");
        }
        catch (ServiceException error) when (overriding.Wanted)
        {
            // Who insists does so in an outage, too.
            return Decide(null, $"It could not be evaluated: {error.Message}");
        }

        Decision Decide(GateVerdict? verdict, string judgement) =>
            new(Decision.Config, candidate.Name, present.Config.Hash, candidate.Config.Hash, verdict, judgement, overriding);
    }

    private static string Advice(Decision decision) => decision.Verdict is null
        ? "Import playlists with members, or insist with override and a reason (--override --reason TEXT); nothing else helps."
        : "Change its weights, or insist with override and a reason (--override --reason TEXT).";
}
