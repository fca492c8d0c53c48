using Attune.Contracts.Embedding.V1;

namespace Attune.Embedding.Integration.Bundles;

/// <summary>What happens to a bundle on the disk changes nothing in a process that serves it.</summary>
public sealed class SwapTests
{
    [Theory]
    [InlineData("overwrite")]
    [InlineData("rename")]
    [InlineData("delete")]
    public async Task A_bundle_that_is_swapped_on_the_disk_changes_nothing_until_the_next_start(string how)
    {
        using var bundle = new BundleCopy();
        await using var service = await EmbeddingProcess.Start(bundle.Folder).ServeAsync();
        var before = await AllAsync(service);

        foreach (var file in Directory.EnumerateFiles(bundle.Folder))
            Swap(file, how);

        Assert.Equal(before, await AllAsync(service));
        await using var next = EmbeddingProcess.Start(bundle.Folder);
        Assert.NotEqual(0, await next.WaitForExitAsync());
        Assert.Contains(how == "overwrite" ? "table.bin is damaged" : "no bundle.json", next.Output, StringComparison.Ordinal);
    }

    private static void Swap(string file, string how)
    {
        switch (how)
        {
            case "overwrite":
                // In place: a mapping of this file would see it. The manifest stays, so that the next start gets as far as the files.
                if (Path.GetFileName(file) == "bundle.json")
                    return;
                using (var stream = new FileStream(file, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
                {
                    var noise = new byte[stream.Length];
                    new Random(1).NextBytes(noise);
                    stream.Write(noise);
                }

                break;
            case "rename":
                File.Move(file, file + ".old");
                break;
            default:
                File.Delete(file);
                break;
        }
    }

    private static async Task<string> AllAsync(EmbeddingProcess service)
    {
        var embed = await service.Client.EmbedAsync(Samples.Request("a slow sad song", "ocean"));
        var rerank = await service.Client.RerankAsync(new RerankRequest { Query = "sad", Documents = { "a slow sad song" } });
        var emotions = await service.Client.EmotionsAsync(new EmotionsRequest { Texts = { "so happy" } });
        var bundle = await service.Client.GetBundleAsync(new GetBundleRequest());
        return string.Join('\n', embed.Embeddings, rerank.Scores, emotions.Emotions, bundle);
    }
}
