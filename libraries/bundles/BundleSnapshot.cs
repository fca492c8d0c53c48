namespace Attune.Bundles;

/// <summary>
/// A private copy of a bundle's files, of which exactly the verified bytes are loaded: a runtime maps large files, so a bundle that is
/// overwritten in place would change the numbers of a process that serves it. A mapped file lives on until the process ends, so the copy
/// can be deleted as soon as everything is loaded.
/// </summary>
public sealed class BundleSnapshot : IDisposable
{
    private readonly SnapshotFolder _folder;

    private BundleSnapshot(SnapshotFolder folder, Bundle bundle)
    {
        _folder = folder;
        Bundle = bundle;
    }

    /// <summary>The bundle with the copy as its folder.</summary>
    public Bundle Bundle { get; }

    /// <summary>Copies and verifies in one read. What a killed process left in <paramref name="parent"/> is deleted first.</summary>
    /// <param name="parent">
    /// Where the folder of the copy is made; created if need be. Null: the system's folder for temporary files. Where that is in memory, so
    /// is the copy.
    /// </param>
    /// <exception cref="BundleRefusedException">
    /// A file is missing, damaged or unreadable (all of them are named), or the copy cannot be written. Nothing is left behind.
    /// </exception>
    public static async Task<BundleSnapshot> TakeAsync(
        Bundle bundle, string? parent, IProgress<FileProgress>? progress, CancellationToken cancellationToken)
    {
        parent = Path.GetFullPath(string.IsNullOrWhiteSpace(parent) ? Path.GetTempPath() : parent);
        var scan = new FileScan(bundle, progress);
        SnapshotFolder? folder = null;
        try
        {
            Directory.CreateDirectory(parent);
            SnapshotFolder.DeleteAbandoned(parent);
            RequireSpace(parent, scan.Total);
            folder = SnapshotFolder.Create(parent);
            (await scan.RunAsync(folder.CreateFile, cancellationToken)).ThrowIfUnsound();
            var snapshot = new BundleSnapshot(folder, bundle with { Folder = folder.Path });
            folder = null;
            return snapshot;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BundleRefusedException(
                $"Bundle '{bundle.Manifest.Name}' cannot be copied to a folder below {parent}: {e.Message} It needs {scan.Total:N0} " +
                "bytes there.", e);
        }
        finally
        {
            folder?.Dispose();
        }
    }

    /// <summary>Deletes the copy. May be called again.</summary>
    public void Dispose() => _folder.Dispose();

    private static void RequireSpace(string parent, long bytes)
    {
        var free = new DriveInfo(parent).AvailableFreeSpace;
        if (free < bytes)
            throw new IOException($"{free:N0} bytes are free.");
    }
}
