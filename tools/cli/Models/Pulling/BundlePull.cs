using Attune.Bundles;
using Attune.Bundles.Sources;

namespace Attune.Cli.Models.Pulling;

/// <summary>
/// Makes the bundle that a source describes. Everything is downloaded and verified beside the bundle that is there; only then the files
/// change places, the manifest last, so that a service finds the old bundle, or none, or the new one, and never a mixture.
/// </summary>
/// <param name="described">The folder with <c>bundle.source.json</c>; the lock file is kept beside it, to be committed.</param>
/// <param name="target">The bundle's folder.</param>
internal sealed class BundlePull(string described, string target, PullSettings settings, IPullProgress progress, TimeProvider time)
{
    private const long SpareBytes = 64 * 1024 * 1024;

    // Hashing it takes long enough to say so.
    private const long LargeFile = 256 * 1024 * 1024;

    private string Parts => Path.Combine(target, ".parts");

    private string LockPath => Path.Combine(described, BundleLock.FileName);

    /// <param name="update">Take what the source has now, whatever the lock says, and rewrite the lock.</param>
    /// <exception cref="CliException">The bundle cannot be had, or is not what the lock says.</exception>
    /// <exception cref="BundleRefusedException">Source or lock contradict themselves.</exception>
    public async Task<PullResult> RunAsync(bool update, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(target);
        using var turn = await PullLock.TakeAsync(Path.Combine(target, ".pull.lock"), settings.Wait, progress, time, cancellationToken);
        // Read in turn: another process may just have written the lock.
        var source = await SourceReader.ReadSourceAsync(described, cancellationToken)
            ?? throw new CliException($"There is no {BundleSource.FileName} in {described}.", ExitCode.Unusable);
        var locked = await SourceReader.ReadLockAsync(described, cancellationToken);
        if (locked is not null && !update) RequireAgreement(source, locked);

        using var hub = new ModelHub(settings);
        var plan = locked is not null && !update
            ? PullPlan.Locked(locked)
            : await PullPlan.AskAsync(source, hub, settings, progress, time, cancellationToken);
        var present = await PresentAsync(plan, cancellationToken);
        var missing = plan.Orders.Where(x => !present.ContainsKey(x.Name)).Select(x => (Order: x, Part: PartFile.Open(Parts, x))).ToList();
        RequireSpace(missing.Sum(x => Math.Max(0, (x.Order.Bytes ?? x.Part.Bytes ?? 0) - x.Part.Length)));

        var files = new SortedDictionary<string, SourceFile>(present, StringComparer.Ordinal);
        foreach (var (order, part) in missing)
            files[order.Name] = (await new FileDownload(hub, settings, progress, time).RunAsync(
                order, part, cancellationToken)) with { Repository = source.Files[order.Name].Repository };

        var now = new BundleLock { LockFormat = BundleLock.Format, Name = source.Name, Repositories = plan.Repositories, Files = files };
        // From here on it takes no time, and is done as a whole.
        var manifest = BundleComposer.Compose(source, now);
        var bundle = BundleReader.Parse(target, manifest, Path.Combine(target, BundleReader.ManifestName));
        string[] changes = locked is null ? [] : [.. LockComparison.Changes(locked, now)];
        var lockWritten = WriteIfChanged(LockPath, SourceReader.Serialize(now));
        Place(missing.Select(x => (x.Order.Name, x.Part)), manifest);
        return new PullResult(
            bundle, missing.Count, missing.Sum(x => files[x.Order.Name].Bytes ?? 0), lockWritten ? LockPath : null, changes);
    }

    private void RequireAgreement(BundleSource source, BundleLock locked)
    {
        string[] differences = [.. LockComparison.Differences(source, locked)];
        if (differences.Length > 0)
            throw new CliException(
                $"{BundleSource.FileName} and {LockPath} do not agree:\n  {string.Join("\n  ", differences)}\nIf the source was changed " +
                "on purpose, pull with --update: it rewrites the lock file.");
    }

    // Files of an earlier pull that are what is wanted.
    private async Task<Dictionary<string, SourceFile>> PresentAsync(PullPlan plan, CancellationToken cancellationToken)
    {
        var present = new Dictionary<string, SourceFile>(StringComparer.Ordinal);
        foreach (var order in plan.Orders.Where(x => x.Sha256 is not null))
        {
            var file = new FileInfo(Path.Combine(target, order.Name));
            if (!file.Exists || (order.Bytes ?? file.Length) != file.Length) continue;
            if (file.Length > LargeFile) progress.Note($"{order.Name} is there; comparing its hash.");
            if (await FileDownload.HashAsync(file.FullName, cancellationToken) != order.Sha256)
            {
                progress.Note($"{order.Name} is not what it should be and is downloaded again.");
                continue;
            }
            if (FileContent.Problem(file.FullName, order.Name) is { } problem)
            {
                progress.Note($"{order.Name} {problem} and is downloaded again.");
                continue;
            }
            var repository = plan.Repositories.First(x => x.Value == order.Repository).Key;
            present[order.Name] = new SourceFile { Repository = repository, Path = order.Path, Bytes = file.Length, Sha256 = order.Sha256 };
        }
        return present;
    }

    private void RequireSpace(long bytes)
    {
        var free = new DriveInfo(target).AvailableFreeSpace;
        if (bytes > 0 && free < bytes + SpareBytes)
            throw new CliException(
                $"{ByteSize.Format(bytes)} are still to be downloaded, and {ByteSize.Format(free)} are free at {target}. Make room, or " +
                "set ATTUNE_MODELS to a folder on another disk.");
    }

    private void Place(IEnumerable<(string Name, PartFile Part)> parts, byte[] manifest)
    {
        var manifestPath = Path.Combine(target, BundleReader.ManifestName);
        if (File.Exists(manifestPath) && File.ReadAllBytes(manifestPath).AsSpan().SequenceEqual(manifest) && !parts.Any()) return;
        File.Delete(manifestPath);
        foreach (var (name, part) in parts) part.MoveTo(Path.Combine(target, name));
        AtomicFile.Write(manifestPath, manifest);
        if (Directory.Exists(Parts)) Directory.Delete(Parts, recursive: true);
    }

    private static bool WriteIfChanged(string path, byte[] content)
    {
        if (File.Exists(path) && File.ReadAllBytes(path).AsSpan().SequenceEqual(content)) return false;
        try
        {
            AtomicFile.Write(path, content);
            return true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CliException($"{path} cannot be written, and without it the next pull could get something else: {error.Message}");
        }
    }
}
