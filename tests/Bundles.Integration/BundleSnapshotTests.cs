using System.Diagnostics;

namespace Attune.Bundles.Integration;

public sealed class BundleSnapshotTests
{
    [Fact]
    public async Task A_bundle_that_is_overwritten_in_place_does_not_change_the_copy()
    {
        using var folder = new BundleFolder();
        var bundle = await folder.ReadAsync();
        using var snapshot = await BundleSnapshot.TakeAsync(bundle, folder.Parent, progress: null, CancellationToken.None);
        foreach (var file in bundle.Manifest.Files.Keys.Where(x => new FileInfo(bundle.PathOf(x)).Length > 0)) folder.Corrupt(file);

        await BundleFiles.VerifyAsync(snapshot.Bundle, CancellationToken.None);
        await Assert.ThrowsAsync<BundleRefusedException>(() => BundleFiles.VerifyAsync(bundle, CancellationToken.None));
        Assert.Equal(bundle.Hash, snapshot.Bundle.Hash);
    }

    [Fact]
    public async Task A_bad_file_refuses_the_bundle_and_leaves_nothing_behind()
    {
        using var folder = new BundleFolder();
        var bundle = await folder.ReadAsync();
        folder.Corrupt("encoder/model.onnx_data");
        File.Delete(folder.PathOf("rerank.onnx"));

        var error = await Assert.ThrowsAsync<BundleRefusedException>(() => BundleSnapshot.TakeAsync(bundle, folder.Parent, progress: null, CancellationToken.None));
        Assert.Contains($"{folder.PathOf("encoder/model.onnx_data")} is damaged", error.Message, StringComparison.Ordinal);
        Assert.Contains($"{folder.PathOf("rerank.onnx")} is missing.", error.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Parent));
    }

    [Fact]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public async Task Only_the_owner_can_enter_the_copy()
    {
        using var folder = new BundleFolder();
        using var snapshot = await BundleSnapshot.TakeAsync(await folder.ReadAsync(), folder.Parent, progress: null, CancellationToken.None);
        const UnixFileMode Others = ~(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        string[] entries = [snapshot.Bundle.Folder, .. Directory.EnumerateFileSystemEntries(snapshot.Bundle.Folder, "*", SearchOption.AllDirectories)];
        foreach (var entry in entries) Assert.Equal(UnixFileMode.None, File.GetUnixFileMode(entry) & Others);
    }

    [Fact]
    public async Task Disposing_deletes_the_copy_and_may_be_repeated()
    {
        using var folder = new BundleFolder();
        var snapshot = await BundleSnapshot.TakeAsync(await folder.ReadAsync(), folder.Parent, progress: null, CancellationToken.None);
        snapshot.Dispose();
        snapshot.Dispose();
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Parent));
    }

    [Fact]
    public async Task Copying_says_how_far_it_is_and_can_be_cancelled()
    {
        using var folder = new BundleFolder();
        var bundle = await folder.ReadAsync();
        var size = bundle.Manifest.Files.Keys.Sum(x => new FileInfo(bundle.PathOf(x)).Length);
        var reports = new Reports();
        (await BundleSnapshot.TakeAsync(bundle, folder.Parent, reports, CancellationToken.None)).Dispose();
        Assert.Equal(new FileProgress(bundle.Manifest.Files.Keys.Last(), size, size), reports.Seen[^1] with { File = bundle.Manifest.Files.Keys.Last() });
        Assert.Equal(reports.Seen.Select(x => x.Done).Order(), reports.Seen.Select(x => x.Done));

        using var cancel = new CancellationTokenSource();
        var first = new Reports(_ => cancel.Cancel());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => BundleSnapshot.TakeAsync(bundle, folder.Parent, first, cancel.Token));
        Assert.InRange(first.Seen[^1].Done, 1, size - 1);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Parent));
    }

    [Fact]
    public async Task What_a_killed_process_left_is_deleted_and_what_a_live_one_uses_is_not()
    {
        using var folder = new BundleFolder();
        var bundle = await folder.ReadAsync();
        using var live = await BundleSnapshot.TakeAsync(bundle, folder.Parent, progress: null, CancellationToken.None);
        var dead = Abandoned(folder, "dead", "1 2001-01-01T00:00:00.0000000Z.");
        var unlockedButAlive = Abandoned(folder, "alive", ProcessStamp.Own);
        var young = Abandoned(folder, "young", "");
        var old = Abandoned(folder, "old", "12");
        File.SetLastWriteTimeUtc(Path.Combine(old, ".lock"), new DateTime(2001, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        var foreign = Directory.CreateDirectory(Path.Combine(folder.Parent, "something-else")).FullName;

        using var next = await BundleSnapshot.TakeAsync(bundle, folder.Parent, progress: null, CancellationToken.None);
        Assert.False(Directory.Exists(dead));
        Assert.False(Directory.Exists(old));
        Assert.All([unlockedButAlive, young, foreign], x => Assert.True(Directory.Exists(x), x));
        await BundleFiles.VerifyAsync(live.Bundle, CancellationToken.None);
    }

    [Fact]
    public async Task The_lock_alone_keeps_a_copy_whose_process_cannot_be_seen_from_here()
    {
        using var folder = new BundleFolder();
        var held = Abandoned(folder, "held", "1 2001-01-01T00:00:00.0000000Z.");
        // Another process that holds the lock, as in another container that shares the folder.
        using var holder = Process.Start(new ProcessStartInfo("flock", [Path.Combine(held, ".lock"), "sh", "-c", "echo held; cat"]) { RedirectStandardInput = true, RedirectStandardOutput = true, UseShellExecute = false })!;
        Assert.Equal("held", await holder.StandardOutput.ReadLineAsync());
        (await BundleSnapshot.TakeAsync(await folder.ReadAsync(), folder.Parent, progress: null, CancellationToken.None)).Dispose();
        Assert.True(Directory.Exists(held));

        holder.StandardInput.Close();
        await holder.WaitForExitAsync();
        (await BundleSnapshot.TakeAsync(await folder.ReadAsync(), folder.Parent, progress: null, CancellationToken.None)).Dispose();
        Assert.False(Directory.Exists(held));
    }

    [Fact]
    public async Task A_parent_that_cannot_be_written_is_named()
    {
        using var folder = new BundleFolder();
        var file = folder.PathOf("tokenizer.json");
        var error = await Assert.ThrowsAsync<BundleRefusedException>(async () => await BundleSnapshot.TakeAsync(await folder.ReadAsync(), file, progress: null, CancellationToken.None));
        Assert.Contains($"Bundle 'small' cannot be copied to a folder below {file}", error.Message, StringComparison.Ordinal);
    }

    private static string Abandoned(BundleFolder folder, string name, string stamp)
    {
        var path = Directory.CreateDirectory(Path.Combine(folder.Parent, $"attune-bundle-{name}", "encoder")).Parent!.FullName;
        File.WriteAllText(Path.Combine(path, ".lock"), stamp);
        return path;
    }
}
