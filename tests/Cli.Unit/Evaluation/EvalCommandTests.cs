using System.CommandLine;
using Attune.Cli.Commands;
using Attune.Cli.Evaluation;
using Attune.Contracts.Matching.V1;

namespace Attune.Cli.Unit.Evaluation;

public sealed class EvalCommandTests
{
    [Fact]
    public void What_is_not_given_is_left_to_the_service()
    {
        var arguments = Read();
        Assert.Equal(new EvaluateRequest { Spec = new EvaluationSpec() }, arguments.Request);
        Assert.Equal((10, null, null), (arguments.ShownCutoff, arguments.JsonFile, arguments.Folder));
    }

    [Fact]
    public void Everything_that_is_given_arrives()
    {
        var arguments = Read(
            "--config", "a", "--config", "b", "--scorer", "bm25", "--seed", "0", "--folds", "5", "--negatives", "50", "--holdout", "0.5", "--min-members", "6", "--k", "3", "--k", "7",
            "--recompute", "--json", "report.json", "--out", "runs");
        var spec = new EvaluationSpec { Seed = 0, Folds = 5, Negatives = 50, HoldOut = 0.5, MinMembers = 6, Cutoffs = { 3, 7 } };
        Assert.True(spec.HasSeed);
        Assert.Equal(new EvaluateRequest { Spec = spec, Configs = { "a", "b" }, Scorers = { "bm25" }, Recompute = true }, arguments.Request);
        Assert.Equal((3, "report.json", "runs"), (arguments.ShownCutoff, arguments.JsonFile, arguments.Folder));
    }

    [Fact]
    public void A_file_is_named_by_bundle_and_configuration_or_scorer()
    {
        const string Digits = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
        var run = new EvaluationRun { BundleHash = "mb_v1_" + Digits, ConfigHash = "mc_v2_fedcba9876543210", Scorer = "matching" };
        Assert.Equal("0123456789ab-fedcba987654.json", ArtifactFiles.NameOf(run));
        run.Scorer = "shuffled";
        Assert.Equal("0123456789ab-shuffled-fedcba987654.json", ArtifactFiles.NameOf(run));
        run.ConfigHash = "";
        Assert.Equal("0123456789ab-shuffled.json", ArtifactFiles.NameOf(run));
    }

    [Theory]
    [InlineData(ExitCode.Failed, "eval", "run", "--gateway", "http://127.0.0.1:1")]
    [InlineData(ExitCode.Failed, "eval", "list", "--gateway", "http://127.0.0.1:1")]
    [InlineData(ExitCode.Failed, "eval", "accept-bundle", "--gateway", "http://127.0.0.1:1")]
    [InlineData(ExitCode.Failed, "config", "default", "a", "--override", "--reason", "b", "--gateway", "http://127.0.0.1:1")]
    [InlineData(ExitCode.Unusable, "eval", "run", "--gateway", "nowhere")]
    [InlineData(ExitCode.Unusable, "eval", "run", "--folds", "three")]
    [InlineData(ExitCode.Unusable, "eval", "compare", "one")]
    public async Task Services_that_are_away_and_arguments_that_cannot_be_used_end_with_their_codes(int expected, params string[] arguments) =>
        Assert.Equal(expected, await CommandRunner.RunAsync(new RootCommand { EvalCommand.Create(), ConfigCommand.Create() }, arguments));

    private static EvaluationArguments Read(params string[] arguments)
    {
        var options = new EvaluationOptions();
        var parsed = options.AddTo(new Command("run")).Parse(arguments);
        Assert.Empty(parsed.Errors);
        return options.Read(parsed);
    }
}
