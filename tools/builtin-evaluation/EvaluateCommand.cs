using System.CommandLine;
using Attune.BuiltinEvaluation.Sets;
using Attune.Bundles;

namespace Attune.BuiltinEvaluation;

/// <summary><c>./attune eval builtin</c>.</summary>
internal static class EvaluateCommand
{
    public static RootCommand Create()
    {
        var json = new Option<FileInfo?>("--json") { Description = "Also write every figure to this file." };
        var split = new Option<Split>("--split") { Description = "test: what is held out; dev: what may be tuned on.",
            DefaultValueFactory = _ => Split.Test };
        var bundle = new Option<DirectoryInfo>("--bundle") { Description = "Folder of the bundle to measure.", Required = true };
        var sets = new Option<DirectoryInfo>("--set-folder") { Description = "Folder of the sets.", Required = true };
        var emotions = new Option<DirectoryInfo>(
            "--emotion-folder") { Description = "Folder of the sentences with emotions.", Required = true };
        var training = new Option<FileInfo>("--training-text") { Description = "What the bundle was trained on.", Required = true };
        var @unchecked = new Option<bool>(
            "--unchecked") { Description = "Measure although nobody can check that nothing held out was trained on; the report says so." };
        var root = new RootCommand(
            "Measures the built-in models on held-out texts, beside chance, BM25 and hashing, with 95 % intervals. Exit code 1 when " +
            "something held out was trained on.")
        {
            json, split, bundle, sets, emotions, training, @unchecked,
        };
        root.SetAction((parsed, cancellationToken) => GuardAsync(new EvaluateOptions(
            parsed.GetRequiredValue(bundle).FullName, parsed.GetRequiredValue(sets).FullName, parsed.GetRequiredValue(emotions).FullName,
            parsed.GetRequiredValue(training).FullName,
            parsed.GetRequiredValue(split), parsed.GetRequiredValue(@unchecked), parsed.GetValue(json)), cancellationToken));
        return root;
    }

    private static async Task<int> GuardAsync(EvaluateOptions options, CancellationToken cancellationToken)
    {
        try
        {
            return await Evaluator.RunAsync(options, cancellationToken);
        }
        catch (Exception e) when (e is SetException or BundleRefusedException or IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync($"attune: {e.Message}".AsMemory(), cancellationToken);
            return 1;
        }
        catch (OperationCanceledException)
        {
            return 130;
        }
    }
}
