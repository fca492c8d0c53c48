using Attune.Matching.Music.Configs;

namespace Attune.Matching.Music.Evaluation.Scorers;

/// <summary>One thing to be evaluated.</summary>
/// <param name="Label">As a report shows it: the name of a scorer or of a configuration.</param>
/// <param name="Scorer">One of <see cref="ScorerName"/>.</param>
/// <param name="Config">What matching is done with; null for a scorer that does not match.</param>
internal sealed record ScorerChoice(string Label, string Scorer, MatchConfig? Config)
{
    public static ScorerChoice Of(NamedConfig named) =>
        new(named.Name.Length > 0 ? named.Name : named.Config.Hash, ScorerName.Matching, named.Config);

    /// <param name="name">One of <see cref="ScorerName.All"/>.</param>
    /// <param name="standard">The default configuration: what the shuffled scorer shuffles.</param>
    public static ScorerChoice Of(string name, MatchConfig standard) => name switch
    {
        ScorerName.Shuffled => new(name, name, standard),
        _ when SignalName.All.Contains(name, StringComparer.Ordinal) =>
            new(name, ScorerName.Matching,
                MatchConfig.Of(
                    new Dictionary<string, double>(StringComparer.Ordinal) { [name] = 1 }, MatchSettings.Default with { RerankTop = 0 })),
        _ => new(name, name, null),
    };

    public bool NeedsTexts => Scorer is ScorerName.TfIdf or ScorerName.Bm25;
}
