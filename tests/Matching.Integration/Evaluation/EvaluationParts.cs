using Attune.Matching.Music.Configs;
using Attune.Matching.Music.Evaluation.Gate;
using Attune.Matching.Music.Evaluation.Runs;
using Attune.Matching.Music.Evaluation.Scorers;
using Attune.Matching.Music.Evaluation.Tasks;

namespace Attune.Matching.Integration.Evaluation;

/// <summary>The parts of the evaluation inside this process.</summary>
internal sealed class EvaluationParts(MatchingFixture matching)
{
    public ConfigStore Configs { get; } = new(matching.Database);

    public Evaluator Evaluator { get; } =
        new(matching.Database, matching.Bundles, matching.Adapter, TimeProvider.System);

    public ConfigGate ConfigGate => new(matching.Database, Configs, Evaluator);

    public BundleGate BundleGate => new(matching.Database, matching.Bundles, Configs, Evaluator);

    public static MatchConfig Config(params (string Signal, double Weight)[] weights) =>
        MatchConfig.Of(weights.ToDictionary(pair => pair.Signal, pair => pair.Weight, StringComparer.Ordinal), MatchSettings.Default with { RerankTop = 0 });

    public async Task<EvaluationRun> RunAsync(EvaluationSpec spec, MatchConfig config) =>
        (await Evaluator.EvaluateAsync(spec, [new("config", ScorerName.Matching, config)], recompute: false, _ => Task.CompletedTask, CancellationToken.None)).Runs.Single().Run;
}
