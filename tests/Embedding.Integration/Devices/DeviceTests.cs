using Attune.Contracts.Embedding.V1;

namespace Attune.Embedding.Integration.Devices;

/// <summary>On a machine without a GPU. What runs on one is tested where there is one.</summary>
[Collection(nameof(ServingCollection))]
public sealed class DeviceTests(ServingFixture serving)
{
    [Fact]
    public async Task Without_a_gpu_auto_takes_the_cpu_and_says_why()
    {
        var device = (await serving.Service.Client.GetBundleAsync(new GetBundleRequest())).Device;
        if (device.Kind == "cuda")
        {
            Assert.Equal("Inference:Device is auto, and a session opens on the GPU", device.Reason);
            return;
        }

        Assert.Equal("cpu", device.Kind);
        Assert.StartsWith("Inference:Device is auto, and CUDA cannot be used: ", device.Reason, StringComparison.Ordinal);
        Assert.Contains($"Models run on cpu: {device.Reason}", serving.Service.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_cpu_may_be_asked_for()
    {
        await using var service = await EmbeddingProcess.Start(settings: [("Inference__Device", "cpu")]).ServeAsync();
        var device = (await service.Client.GetBundleAsync(new GetBundleRequest())).Device;
        Assert.Equal(("cpu", "Inference:Device is cpu"), (device.Kind, device.Reason));
    }

    [Fact]
    public async Task Where_cuda_is_asked_for_and_not_there_the_service_does_not_start_and_says_what_is_missing()
    {
        // No GPU, whatever this machine has.
        await using var service = EmbeddingProcess.Start(settings: [("Inference__Device", "cuda"), ("CUDA_VISIBLE_DEVICES", "")]);
        Assert.Equal(1, await service.WaitForExitAsync());
        Assert.Contains("Inference:Device is cuda, and CUDA cannot be used: ", service.Output, StringComparison.Ordinal);
        Assert.Contains("Put that right, or set Inference__Device to auto or cpu.", service.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Serving bundle", service.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", service.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_driver_nothing_of_cuda_is_loaded_or_printed()
    {
        await using var service = await EmbeddingProcess.Start(settings: [("CUDA_VISIBLE_DEVICES", "")]).ServeAsync();
        var device = (await service.Client.GetBundleAsync(new GetBundleRequest())).Device;
        Assert.Equal(("cpu", "Inference:Device is auto, and CUDA cannot be used: CUDA_VISIBLE_DEVICES gives this process no GPU"), (device.Kind, device.Reason));
        AssertQuiet(service);
        Assert.DoesNotContain("libonnxruntime_providers_cuda", service.Maps, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_driver_without_what_the_provider_needs_is_passed_over_with_the_reason_and_no_other_word()
    {
        // Any library will do for a driver that is there and of no use.
        using var folder = new DriverFolder(Path.Combine(AppContext.BaseDirectory, "runtimes", "linux-x64", "native", "libonnxruntime_providers_shared.so"));
        await using var service = await EmbeddingProcess.Start(settings: [("LD_LIBRARY_PATH", folder.Path), ("CUDA_VISIBLE_DEVICES", "0")]).ServeAsync();
        var device = (await service.Client.GetBundleAsync(new GetBundleRequest())).Device;
        Assert.Equal("cpu", device.Kind);
        Assert.StartsWith("Inference:Device is auto, and CUDA cannot be used: no session can be opened on it: ", device.Reason, StringComparison.Ordinal);
        AssertQuiet(service);
        Assert.Single((await service.Client.EmbedAsync(Samples.Request("a song"))).Embeddings);

        await using var refusing = EmbeddingProcess.Start(settings: [("Inference__Device", "cuda"), ("LD_LIBRARY_PATH", folder.Path), ("CUDA_VISIBLE_DEVICES", "0")]);
        Assert.Equal(1, await refusing.WaitForExitAsync());
        Assert.Contains("Inference:Device is cuda, and CUDA cannot be used: no session can be opened on it: ", refusing.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wrong_settings_are_told_all_at_once()
    {
        await using var service = EmbeddingProcess.Start(settings: [("Inference__Device", "tpu"), ("Inference__Threads", "-1"), ("Inference__GpuMemoryMegabytes", "-5")]);
        Assert.Equal(2, await service.WaitForExitAsync());
        Assert.Contains("Inference:Device is not one of Auto, Cpu, Cuda", service.Output, StringComparison.Ordinal);
        await using var other = EmbeddingProcess.Start(settings: [("Inference__Threads", "-1"), ("Inference__GpuMemoryMegabytes", "-5")]);
        Assert.Equal(2, await other.WaitForExitAsync());
        Assert.Contains("Inference:Threads is -1.", other.Output, StringComparison.Ordinal);
        Assert.Contains("Inference:GpuMemoryMegabytes is -5.", other.Output, StringComparison.Ordinal);
    }

    /// <summary>Every line is one of the service's own log.</summary>
    private static void AssertQuiet(EmbeddingProcess service) => Assert.All(service.Output.Split('\n'), x => Assert.Matches(@"^\S+ (INF|WRN) ", x));
}
