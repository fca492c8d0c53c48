namespace Attune.Cli.Models.Pulling;

/// <summary>A line now and then: for logs and pipes.</summary>
internal sealed class LineProgress(TextWriter output, TimeProvider time) : IPullProgress
{
    private static readonly TimeSpan BetweenLines = TimeSpan.FromSeconds(5);

    private string _file = "";
    private long? _total;
    private long _start, _last, _first, _done;

    public void Begin(string file, long done, long? total)
    {
        (_file, _total, _first, _done) = (file, total, done, done);
        _start = _last = time.GetTimestamp();
        var size = total is { } bytes ? ByteSize.Format(bytes) : "an unknown length";
        output.WriteLine(done > 0 ? $"{file}: going on at {ByteSize.Format(done)} of {size}" : $"{file}: downloading {size}");
    }

    public void Advance(long done)
    {
        _done = done;
        if (time.GetElapsedTime(_last) < BetweenLines) return;
        _last = time.GetTimestamp();
        output.WriteLine($"{_file}: {ByteSize.Format(done)}{(_total is { } total ? $" of {ByteSize.Format(total)}" : "")}, {Rate()}");
    }

    public void End() => output.WriteLine($"{_file}: {ByteSize.Format(_done)} complete");

    public void Note(string text) => output.WriteLine(text);

    private string Rate()
    {
        var rate = Math.Max(0, _done - _first) / time.GetElapsedTime(_start).TotalSeconds;
        var text = $"{ByteSize.Format(rate)}/s";
        return _total is { } total && rate > 0
            ? $"{text}, {TimeSpan.FromSeconds(Math.Min((total - _done) / rate, 359_999)):hh\\:mm\\:ss} to go"
            : text;
    }
}
