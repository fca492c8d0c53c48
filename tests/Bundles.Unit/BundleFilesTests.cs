namespace Attune.Bundles.Unit;

public sealed class BundleFilesTests
{
    [Fact]
    public async Task Every_file_gets_a_verdict()
    {
        using var folder = new BundleFolder();
        var bundle = await folder.ReadAsync();
        Assert.True((await BundleFiles.InspectAsync(bundle, progress: null, CancellationToken.None)).IsSound);

        folder.Corrupt("encoder/model.onnx");
        File.Delete(folder.PathOf("labels.onnx"));
        File.Delete(folder.PathOf("tokenizer.json"));
        Directory.CreateDirectory(folder.PathOf("tokenizer.json"));
        var files = (await BundleFiles.InspectAsync(bundle, progress: null, CancellationToken.None)).Files.ToDictionary(x => x.File, StringComparer.Ordinal);

        Assert.Equal(bundle.Manifest.Files.Keys.Order(StringComparer.Ordinal), files.Keys.Order(StringComparer.Ordinal));
        Assert.Equal((FileState.Sound, 0), (files["rerank.onnx"].State, files["rerank.onnx"].Bytes));
        Assert.Equal(FileState.Sound, files["encoder/model.onnx_data"].State);
        Assert.Null(files["encoder/model.onnx_data"].Problem);
        Assert.Equal(FileState.Missing, files["labels.onnx"].State);
        Assert.Equal(FileState.Unreadable, files["tokenizer.json"].State);
        var damaged = files["encoder/model.onnx"];
        Assert.Equal((FileState.Damaged, 3_000_000), (damaged.State, damaged.Bytes));
        Assert.Contains($"its SHA-256 is {damaged.Actual}, and bundle.json says {damaged.Expected}.", damaged.Problem, StringComparison.Ordinal);
        Assert.NotEqual(damaged.Expected, damaged.Actual);
    }

    [Fact]
    public async Task All_bad_files_are_named_at_once()
    {
        using var folder = new BundleFolder();
        var bundle = await folder.ReadAsync();
        folder.Corrupt("encoder/model.onnx");
        File.Delete(folder.PathOf("labels.onnx"));
        var error = await Assert.ThrowsAsync<BundleRefusedException>(() => BundleFiles.VerifyAsync(bundle, CancellationToken.None));
        Assert.Contains($"{folder.PathOf("encoder/model.onnx")} is damaged", error.Message, StringComparison.Ordinal);
        Assert.Contains($"{folder.PathOf("labels.onnx")} is missing.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hashing_can_be_cancelled_between_two_reads()
    {
        using var folder = new BundleFolder();
        using var cancel = new CancellationTokenSource();
        var reports = new Reports(_ => cancel.Cancel());
        var bundle = await folder.ReadAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => BundleFiles.InspectAsync(bundle, reports, cancel.Token));
        Assert.Single(reports.Seen);
    }
}
