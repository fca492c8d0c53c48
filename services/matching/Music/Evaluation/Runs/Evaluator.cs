using System.Data;
using Attune.Hosting.Errors;
using Attune.Matching.Models.Bundles;
using Attune.Matching.Models.Serving;
using Attune.Matching.Music.Configs;
using Attune.Matching.Music.Evaluation.Scorers;
using Attune.Matching.Music.Evaluation.Tasks;
using Npgsql;

namespace Attune.Matching.Music.Evaluation.Runs;

/// <summary>
/// Evaluates scorers: reads all that they need from one snapshot, and from then on is a pure function of it. Runs that are stored are not
/// computed again.
/// </summary>
internal sealed class Evaluator(NpgsqlDataSource database, BundleCache bundles, MatchingAdapter matching, TimeProvider time)
{
    // Between two looks at the token and two reports.
    private const int CasesAtOnce = 64;

    /// <param name="spec">How.</param>
    /// <param name="choices">What, none twice.</param>
    /// <param name="recompute">Compute what is stored, too.</param>
    /// <param name="reportAsync">Is told how far it is.</param>
    /// <param name="cancellationToken">Stops it; runs that are finished stay stored.</param>
    /// <exception cref="PreconditionException">What was computed again came out otherwise.</exception>
    public async Task<EvaluationOutcome> EvaluateAsync(
        EvaluationSpec spec, IReadOnlyList<ScorerChoice> choices, bool recompute, Func<EvaluationStep, Task> reportAsync,
        CancellationToken cancellationToken)
    {
        var bundle = await bundles.GetAsync(cancellationToken);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        CatalogListing catalog;
        ScorerMaterial material;
        IReadOnlyDictionary<string, EvaluationRun> stored;
        await using (var snapshot = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken))
        {
            catalog = await CatalogListingReader.ReadAsync(connection, cancellationToken);
            EvaluationSpecRules.CheckSize(spec, catalog);
            var task = EvaluationTask.Of(spec, catalog);
            if (task.Cases.Count == 0) return new EvaluationOutcome(TaskSummary.Of(task), catalog.Hash, []);
            stored = await RunStore.FindAsync(connection, choices.Select(choice => IdentityOf(choice).Id), cancellationToken);
            var toDo = choices.Where(choice => recompute || !stored.ContainsKey(IdentityOf(choice).Id)).ToList();
            material = await ReadAsync(connection, spec, catalog, task, toDo, bundle, cancellationToken);
            await snapshot.CommitAsync(cancellationToken);
        }
        var runs = new List<ReportedRun>(choices.Count);
        foreach (var choice in choices)
        {
            var identity = IdentityOf(choice);
            var known = stored.GetValueOrDefault(identity.Id);
            if (known is not null && !recompute)
            {
                runs.Add(new ReportedRun(choice, known, RunOrigin.Stored));
                continue;
            }
            var (first, all) = (runs.Count * material.Task.Cases.Count, choices.Count * material.Task.Cases.Count);
            var run = await RunAsync(
                identity, material, choice, done => reportAsync(new EvaluationStep(choice.Label, first + done, all)), cancellationToken);
            if (known is not null) Require(choice, known, run);
            else await RunStore.SaveAsync(connection, run, cancellationToken);
            runs.Add(new ReportedRun(choice, run, known is null ? RunOrigin.Computed : RunOrigin.Reproduced));
        }
        return new EvaluationOutcome(TaskSummary.Of(material.Task), catalog.Hash, runs);

        RunIdentity IdentityOf(ScorerChoice choice) => RunIdentity.Of(choice, bundle.Hash, catalog.Hash, spec);
    }

    private async Task<ScorerMaterial> ReadAsync(
        NpgsqlConnection snapshot, EvaluationSpec spec, CatalogListing catalog, EvaluationTask task, List<ScorerChoice> toDo,
        ServingBundle bundle, CancellationToken cancellationToken)
    {
        MatchConfig[] configs = [.. toDo.Select(choice => choice.Config).OfType<MatchConfig>()];
        return new ScorerMaterial(
            spec, catalog, task, matching,
            configs.Length == 0 ? null : await matching.ReadAsync(snapshot, task, configs, bundle, cancellationToken),
            toDo.Exists(choice => choice.NeedsTexts) ? await TextCollection.ReadAsync(snapshot, cancellationToken) : null);
    }

    private async Task<EvaluationRun> RunAsync(
        RunIdentity identity, ScorerMaterial material, ScorerChoice choice, Func<int, Task> reportAsync,
        CancellationToken cancellationToken)
    {
        var (task, scorer) = (material.Task, material.Make(choice));
        var relevance = new List<bool[]>(task.Cases.Count);
        foreach (var cases in task.Cases.Chunk(CasesAtOnce))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var rankings = await scorer.RankAsync([.. cases.Select(one => one.Question)], cancellationToken);
            relevance.AddRange(cases.Zip(rankings, CaseScoring.Relevance));
            await reportAsync(relevance.Count);
        }
        var (metrics, playlists) = CaseScoring.Summarise(task, identity.Spec, relevance);
        return new EvaluationRun(identity.Id, identity, TaskSummary.Of(task), metrics, playlists, time.GetUtcNow().UtcDateTime);
    }

    private static void Require(ScorerChoice choice, EvaluationRun stored, EvaluationRun computed)
    {
        if (!computed.HasFiguresOf(stored))
            throw new PreconditionException(
                $"{choice.Label} came out otherwise than in the stored run {stored.Id}, by " +
                $"{computed.CompareTo(stored, computed.Metrics[0].Name).Difference:0.0000} in {computed.Metrics[0].Name}. Its inputs " +
                "are the same, so the program or its machine must have changed; a change of what it computes needs a new " +
                "version constant.");
    }
}
