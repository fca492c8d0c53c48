using System.Diagnostics;
using Grpc.Core;
using Grpc.Health.V1;

namespace Attune.Embedding.Integration.Bundles;

public sealed class LoadingTests
{
    [Fact]
    public async Task While_the_models_load_the_service_is_up_and_says_that_it_is_not_ready()
    {
        using var bundle = new BundleCopy();
        var table = await File.ReadAllBytesAsync(bundle.PathOf("table.bin"));
        File.Delete(bundle.PathOf("table.bin"));
        // Reading a named pipe waits for a writer, so the load stops here for as long as the test wants.
        using (var mkfifo = Process.Start("mkfifo", [bundle.PathOf("table.bin")]))
            await mkfifo.WaitForExitAsync();

        await using var service = await EmbeddingProcess.Start(bundle.Folder).ListenAsync();
        var health = await service.Health.CheckAsync(new HealthCheckRequest());
        Assert.Equal(HealthCheckResponse.Types.ServingStatus.NotServing, health.Status);
        var error = await Assert.ThrowsAsync<RpcException>(async () => await service.Client.EmbedAsync(Samples.Request("a song")));
        Assert.Equal(StatusCode.Unavailable, error.StatusCode);
        Assert.Contains("comparing the files of bundle 'builtin' with their hashes", error.Status.Detail, StringComparison.Ordinal);

        table[0] ^= 1;
        await File.WriteAllBytesAsync(bundle.PathOf("table.bin"), table);
        Assert.Equal(1, await service.WaitForExitAsync());
        Assert.Contains("table.bin is damaged", service.Output, StringComparison.Ordinal);
    }
}
