using Attune.Cli.Output;
using Attune.Contracts.Matching.V1;

namespace Attune.Cli.Evaluation;

/// <summary>One JSON file a run, named by what it is a run of.</summary>
internal static class ArtifactFiles
{
    private const int ShortDigits = 12;

    public static async Task WriteAsync(string folder, EvaluationReport report, CancellationToken cancellationToken)
    {
        foreach (var entry in report.Entries)
        {
            var path = Path.Combine(folder, NameOf(entry.Run));
            await File.WriteAllTextAsync(path, JsonOutput.Text(entry) + "\n", cancellationToken);
            await Console.Error.WriteLineAsync($"wrote {path}");
        }
    }

    /// <summary>
    /// <c>BUNDLE-CONFIG.json</c>; with the scorer in front of the configuration where it is not matching, and instead of it where there is
    /// none.
    /// </summary>
    public static string NameOf(EvaluationRun run)
    {
        string[] parts = [Short(run.BundleHash), run.Scorer == "matching" ? "" : run.Scorer, Short(run.ConfigHash)];
        return $"{string.Join('-', parts.Where(part => part.Length > 0))}.json";
    }

    /// <summary>Of <c>er_v1_9f86d0…</c> the first digits behind the prefix.</summary>
    public static string Short(string hash, int digits = ShortDigits)
    {
        var all = hash[(hash.LastIndexOf('_') + 1)..];
        return all.Length <= digits ? all : all[..digits];
    }
}
