using Attune.Tools;
using Spectre.Console;

namespace Attune.Cli.Models.Pulling;

/// <summary>A bar a file, with bytes, rate and time to go: for terminals.</summary>
internal sealed class BarProgress : IPullProgress
{
    private readonly ProgressContext _context;
    private readonly Dictionary<string, ProgressTask> _tasks = new(StringComparer.Ordinal);
    private ProgressTask? _task;

    private BarProgress(ProgressContext context) => _context = context;

    public static Task<T> ShowAsync<T>(Func<IPullProgress, Task<T>> pullAsync) =>
        Terminal.Error.Progress()
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(),
                new DownloadedColumn { Culture = System.Globalization.CultureInfo.InvariantCulture }, new TransferSpeedColumn(),
                new RemainingTimeColumn())
            .StartAsync(context => pullAsync(new BarProgress(context)));

    public void Begin(string file, long done, long? total)
    {
        // A file that is tried again goes on in its own bar.
        if (!_tasks.TryGetValue(file, out _task)) _tasks[file] = _task = _context.AddTask(Markup.Escape(file));
        _task.MaxValue = Math.Max(1, total ?? done);
        _task.IsIndeterminate = total is null;
        _task.Value = done;
    }

    public void Advance(long done)
    {
        if (_task is null) return;
        if (done > _task.MaxValue) _task.MaxValue = done;
        _task.Value = done;
    }

    public void End()
    {
        if (_task is null) return;
        _task.IsIndeterminate = false;
        _task.Value = _task.MaxValue;
        _task.StopTask();
    }

    public void Note(string text) => Terminal.Error.WriteLine(text);
}
