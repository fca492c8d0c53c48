using System.CommandLine;
using Attune.Contracts.Matching.V1;

namespace Attune.Cli.Evaluation;

/// <summary>
/// The options of <c>eval run</c> and <c>eval samples</c>. What is not given is left to the service, which checks the rest.
/// </summary>
internal sealed class EvaluationOptions
{
    private static readonly int[] UsualCutoffs = [5, 10, 20];

    private readonly Option<string[]> _configs = Many("--config", "NAME", "A matching configuration, by name or hash; may be repeated.");
    private readonly Option<string[]> _scorers = Many(
        "--scorer", "NAME",
        "oracle, vector, genre, audio, bm25, tfidf, popularity, random or shuffled; may be repeated. Default without --config: all.");
    private readonly Option<long?> _seed =
        new("--seed") { Description = "Another seed is another choice of held-out members and negatives. Default: 1." };
    private readonly Option<int> _folds = new("--folds") { Description = "Splits a playlist, 1 to 20. Default: 3." };
    private readonly Option<int> _negatives = new("--negatives") { Description = "Non-members among the candidates. Default: 100." };
    private readonly Option<double> _holdOut =
        new("--holdout") { Description = "Share of its members that a playlist does not show, up to 0.9. Default: 0.3." };
    private readonly Option<int> _minMembers =
        new("--min-members") { Description = "Playlists with fewer are left out; at least 3. Default: 4." };
    private readonly Option<int[]> _cutoffs = new(
        "--k") { Description = "K of NDCG@K and Recall@K; may be repeated. Default: 5, 10, 20; the table shows 10, or else the first.",
            DefaultValueFactory = _ => [] };
    private readonly Option<bool> _recompute =
        new("--recompute") { Description = "Compute what is stored again, and fail if it comes out otherwise." };
    private readonly Option<string?> _json = new("--json") { Description = "Write the whole report to this file.", HelpName = "FILE" };
    private readonly Option<string?> _folder =
        new("--out") { Description = "Write each run to a file of this folder, named by bundle and configuration.", HelpName = "FOLDER" };

    public Command AddTo(Command command)
    {
        foreach (var option in new Option[] { _configs, _scorers, _seed, _folds, _negatives, _holdOut, _minMembers, _cutoffs, _recompute,
            _json, _folder })
            command.Add(option);
        return command;
    }

    public EvaluationArguments Read(ParseResult parsed)
    {
        var cutoffs = parsed.GetRequiredValue(_cutoffs);
        var spec = new EvaluationSpec
        {
            Folds = parsed.GetValue(_folds), HoldOut = parsed.GetValue(_holdOut), Negatives = parsed.GetValue(_negatives),
            MinMembers = parsed.GetValue(_minMembers), Cutoffs = { cutoffs },
        };
        if (parsed.GetValue(_seed) is { } seed) spec.Seed = seed;
        var request = new EvaluateRequest
        {
            Spec = spec, Configs = { parsed.GetRequiredValue(_configs) }, Scorers = { parsed.GetRequiredValue(_scorers) },
            Recompute = parsed.GetValue(_recompute),
        };
        if (cutoffs.Length == 0) cutoffs = UsualCutoffs;
        return new EvaluationArguments(request, parsed.GetValue(_json), parsed.GetValue(_folder), cutoffs.Contains(10) ? 10 : cutoffs[0]);
    }

    private static Option<string[]> Many(string name, string value, string description) =>
        new(name) { Description = description, HelpName = value, DefaultValueFactory = _ => [] };
}
