namespace Attune.Bundles.Testing;

/// <summary>Keeps what is reported, in order.</summary>
internal sealed class Reports(Action<FileProgress>? then = null) : IProgress<FileProgress>
{
    public List<FileProgress> Seen { get; } = [];

    public void Report(FileProgress value)
    {
        Seen.Add(value);
        then?.Invoke(value);
    }
}
