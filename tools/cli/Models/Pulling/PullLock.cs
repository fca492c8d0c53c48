namespace Attune.Cli.Models.Pulling;

/// <summary>One process at a time pulls a bundle into a folder. The system drops the lock with the process.</summary>
internal sealed class PullLock : IDisposable
{
    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(200);

    private const string HolderSuffix = ".holder";

    private readonly FileStream _file;

    private PullLock(FileStream file) => _file = file;

    /// <exception cref="CliException">Another process has it, and <paramref name="wait"/> is not wanted.</exception>
    public static async Task<PullLock> TakeAsync(
        string path, bool wait, IPullProgress progress, TimeProvider time, CancellationToken cancellationToken)
    {
        for (var told = false; ; told = true)
        {
            if (TryTake(path, time) is { } taken) return taken;
            if (!wait) throw new CliException($"{Holder(path)} is pulling this bundle already.");
            if (!told) progress.Note($"{Holder(path)} is pulling this bundle already; waiting for it.");
            await Task.Delay(BetweenTries, time, cancellationToken);
        }
    }

    public void Dispose() => _file.Dispose();

    private static PullLock? TryTake(string path, TimeProvider time)
    {
        FileStream file;
        try
        {
            // Never deleted: a process that waits for a deleted file would not meet one that makes a new one.
            file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
        }
        catch (IOException) when (File.Exists(path))
        {
            return null;
        }
        // Beside the lock: a file that is locked cannot be read.
        AtomicFile.Write(
            path + HolderSuffix,
            System.Text.Encoding.UTF8.GetBytes(
                $"Process {Environment.ProcessId} on {Environment.MachineName}, since {time.GetUtcNow():yyyy-MM-dd HH:mm:ss} UTC,"));
        return new PullLock(file);
    }

    private static string Holder(string path)
    {
        try
        {
            return File.ReadAllText(path + HolderSuffix);
        }
        catch (IOException)
        {
            return "Another process";
        }
    }
}
