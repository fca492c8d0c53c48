using Attune.Contracts.Matching.V1;

namespace Attune.Cli.Backfills;

/// <summary>Jobs and dead letters in words.</summary>
internal static class BackfillText
{
    private const int LongestBody = 200;

    /// <summary>What became of a job.</summary>
    public static string Summary(BackfillJob job) =>
        $"backfill {job.Id}: {job.Total:N0} items, {job.Computed:N0} computed, {job.Skipped:N0} stored already, {job.Failed:N0} " +
        $"failed{(job.State == BackfillState.Cancelled ? "; cancelled" : "")}";

    /// <summary>In a list.</summary>
    public static string Line(BackfillJob job) =>
        $"{job.Id} {job.CreatedAt.ToDateTime():yyyy-MM-dd HH:mm:ss} {BackfillNames.Of(job.Kind)} " +
        $"{job.State.ToString().ToLowerInvariant()}, {job.Done:N0} of {job.Total:N0}"
        + (job.Failed > 0 ? $", {job.Failed:N0} failed" : "")
        + (job.Cause.Length > 0 ? $", because {job.Cause}" : "")
        + (job.Problem.Length > 0 ? $". {job.Problem}" : "");

    public static IEnumerable<string> Details(BackfillJob job)
    {
        yield return Line(job);
        yield return $"  {job.Computed:N0} computed, {job.Skipped:N0} stored already, {job.Failed:N0} failed; " +
            $"{job.ItemsPerSecond:N1} items/s";
        yield return $"  bundle {job.BundleHash}, {(job.Model.Length > 0 ? $"model {job.Model}@{job.Revision}" : "no model")}, versions " +
            $"{job.Versions}";
        if (job.Stages is { } stages)
            yield return $"  workers: {stages.ReadingSeconds:0.0} s reading, {stages.ComputingSeconds:0.0} s computing, " +
                $"{stages.StoringSeconds:0.0} s storing";
        if (job.WaitsFor.Count > 0) yield return $"  after {string.Join(", ", job.WaitsFor)}";
        if (job.RetryOf.Length > 0) yield return $"  tries again what failed in {job.RetryOf}";
        if (job.Failed > 0) yield return $"  ./attune cli backfill failures {job.Id} says why";
    }

    public static string Line(BackfillDeadLetter letter)
    {
        var what = letter.JobId.Length > 0
            ? $"batch {letter.Batch} of backfill {letter.JobId}"
            : letter.Body.Length > LongestBody
            ? $"{letter.Body[..LongestBody]}…"
            : letter.Body;
        return $"{(letter.MessageId.Length > 0 ? letter.MessageId : "(no id)")} {letter.DiedAt?.ToDateTime():yyyy-MM-dd HH:mm:ss} after " +
            $"{letter.Attempts} deliveries: {letter.Reason} [{what}]";
    }

    public static IEnumerable<string> More(int number) => number <= 0 ? [] : [$"… and {number:N0} more"];
}
