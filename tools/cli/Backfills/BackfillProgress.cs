using Attune.Contracts.Matching.V1;
using Attune.Tools;
using Spectre.Console;

namespace Attune.Cli.Backfills;

/// <summary>A bar with count, rate and time to go on a terminal; elsewhere a line every few seconds.</summary>
internal static class BackfillProgress
{
    private static readonly TimeSpan BetweenLines = TimeSpan.FromSeconds(5);

    public static async Task<BackfillJob> ShowAsync(string title, Func<Action<BackfillJob>, Task<BackfillJob>> followAsync)
    {
        if (!Terminal.DrawsBars) return await followAsync(Lines(title));
        return await Terminal.Error.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn())
            .StartAsync(async context =>
            {
                var bar = context.AddTask(Markup.Escape(title));
                return await followAsync(job =>
                {
                    bar.MaxValue = Math.Max(1, job.Total);
                    bar.Value = job.FinishedAt is null ? job.Done : bar.MaxValue;
                    bar.Description = Markup.Escape(Describe(title, job));
                });
            });
    }

    private static Action<BackfillJob> Lines(string title)
    {
        var last = DateTime.UtcNow;
        return job =>
        {
            if (job.FinishedAt is null && DateTime.UtcNow - last < BetweenLines) return;
            last = DateTime.UtcNow;
            Console.Error.WriteLine(Describe(title, job));
        };
    }

    private static string Describe(string title, BackfillJob job)
    {
        var text = $"{title}: {job.Done:N0} of {job.Total:N0}";
        if (job.State == BackfillState.Waiting) return $"{title}: waits for {job.WaitsFor.Count} other jobs";
        if (job.ItemsPerSecond > 0 && job.FinishedAt is null) text += $", {job.ItemsPerSecond:N0}/s";
        if (job.HasEtaSeconds && job.FinishedAt is null)
            text += $", {TimeSpan.FromSeconds(Math.Min(job.EtaSeconds, 359_999)):hh\\:mm\\:ss} to go";
        return job.Problem.Length > 0 ? $"{text} — waiting: {job.Problem}" : text;
    }
}
