using System.Text;

namespace Attune.Bundles;

/// <summary>
/// A folder that only this user can enter and that is known to be in use while this process lives: a file in it is locked, and names the
/// process for systems on which locks do not hold.
/// </summary>
internal sealed class SnapshotFolder : IDisposable
{
    private const string Prefix = "attune-bundle-", LockName = ".lock";

    // Between its creation and its lock a folder belongs to nobody that could be seen. That takes no time, whatever the clock does.
    private static readonly TimeSpan Unlocked = TimeSpan.FromHours(1);

    private readonly FileStream _lock;

    private SnapshotFolder(string path, FileStream @lock)
    {
        Path = path;
        _lock = @lock;
    }

    public string Path { get; }

    public static SnapshotFolder Create(string parent)
    {
        // A name that nobody can guess: nobody can have made it before.
        var path = System.IO.Path.Combine(parent, Prefix + Guid.NewGuid().ToString("N"));
        MakeFolder(path);
        var file = new FileStream(
            System.IO.Path.Combine(path, LockName), Options(FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None));
        file.Write(Encoding.UTF8.GetBytes(ProcessStamp.Own));
        file.Flush();
        return new SnapshotFolder(path, file);
    }

    /// <summary>Deletes the folders whose processes are gone; those of others, and what cannot be deleted, stay.</summary>
    public static void DeleteAbandoned(string parent)
    {
        foreach (var folder in Directory.EnumerateDirectories(parent, Prefix + "*"))
        {
            try
            {
                if (IsAbandoned(folder))
                    Directory.Delete(folder, recursive: true);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // In use, another user's, or just being deleted by its process or by another one that cleans up.
            }
        }
    }

    /// <summary>A file to be written; its name may have folders.</summary>
    public Stream CreateFile(string file)
    {
        var path = System.IO.Path.Combine(Path, file);
        MakeFolder(System.IO.Path.GetDirectoryName(path)!);
        return new FileStream(path, Options(FileMode.CreateNew, FileAccess.Write, FileShare.Read));
    }

    public void Dispose()
    {
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Gone already, or a file of it is held by a system that does not delete such; the next start deletes it.
        }

        _lock.Dispose();
    }

    private static bool IsAbandoned(string folder)
    {
        FileStream file;
        try
        {
            // Fails where a process holds it, and is held by us until it is decided.
            file = new FileStream(System.IO.Path.Combine(folder, LockName), FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        }
        catch (FileNotFoundException)
        {
            return IsOld(Directory.GetLastWriteTimeUtc(folder));
        }

        using (file)
        using (var reader = new StreamReader(file))
        {
            var stamp = reader.ReadToEnd();
            return ProcessStamp.IsComplete(stamp)
                ? !ProcessStamp.IsAlive(stamp)
                : IsOld(File.GetLastWriteTimeUtc(file.Name));
        }
    }

    private static bool IsOld(DateTime time) => time < TimeProvider.System.GetUtcNow().UtcDateTime - Unlocked;

    private static void MakeFolder(string path)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private static FileStreamOptions Options(FileMode mode, FileAccess access, FileShare share)
    {
        var options = new FileStreamOptions { Mode = mode, Access = access, Share = share, BufferSize = 0,
            Options = FileOptions.Asynchronous };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return options;
    }
}
