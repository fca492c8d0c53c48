using Attune.Contracts.Matching.V1;
using Attune.Tools;
using Spectre.Console;

namespace Attune.Cli.Evaluation;

/// <summary>A bar on a terminal; elsewhere a line when another scorer is at work.</summary>
internal static class EvaluationProgressBar
{
    public static async Task<EvaluationReport> ShowAsync(Func<Action<EvaluationProgress>, Task<EvaluationReport>> followAsync)
    {
        if (!Terminal.DrawsBars) return await followAsync(Lines());
        return await Terminal.Error.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn())
            .StartAsync(async context =>
            {
                var bar = context.AddTask("evaluating");
                var report = await followAsync(progress =>
                {
                    bar.Description = Markup.Escape($"evaluating {progress.Label}");
                    (bar.MaxValue, bar.Value) = (progress.Total, progress.Done);
                });
                bar.Value = bar.MaxValue;
                return report;
            });
    }

    private static Action<EvaluationProgress> Lines()
    {
        var label = "";
        return progress =>
        {
            if (progress.Label == label) return;
            label = progress.Label;
            Console.Error.WriteLine($"evaluating {label}: {progress.Done:N0} of {progress.Total:N0} cases");
        };
    }
}
