using Attune.Bundles;
using Attune.Tools;
using Spectre.Console;

namespace Attune.Cli.Models;

/// <summary>A bar over all files of a bundle that are read; nothing where there is no terminal.</summary>
internal sealed class HashProgress : IProgress<FileProgress>
{
    private readonly ProgressTask _task;

    private HashProgress(ProgressTask task) => _task = task;

    public static Task<T> ShowAsync<T>(Func<IProgress<FileProgress>?, Task<T>> readAsync) =>
        !Terminal.DrawsBars ? readAsync(null) : Terminal.Error.Progress().AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new DownloadedColumn(), new RemainingTimeColumn())
            .StartAsync(context => readAsync(new HashProgress(context.AddTask("reading"))));

    public void Report(FileProgress value)
    {
        _task.Description = Markup.Escape(value.File);
        _task.MaxValue = Math.Max(1, value.Total);
        _task.Value = value.Done;
    }
}
