using Attune.Contracts.Embedding.V1;

namespace Attune.Embedding.Tests.Devices;

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
        await using var service = await ServiceProcess.Start(settings: [("Inference__Device", "cpu")]).ServeAsync();
        var device = (await service.Client.GetBundleAsync(new GetBundleRequest())).Device;
        Assert.Equal(("cpu", "Inference:Device is cpu"), (device.Kind, device.Reason));
    }

    [Fact]
    public async Task Where_cuda_is_asked_for_and_not_there_the_service_does_not_start_and_says_what_is_missing()
    {
        // No GPU, whatever this machine has.
        await using var service = ServiceProcess.Start(settings: [("Inference__Device", "cuda"), ("CUDA_VISIBLE_DEVICES", "")]);
        Assert.Equal(1, await service.WaitForExitAsync());
        Assert.Contains("Inference:Device is cuda, and CUDA cannot be used: ", service.Output, StringComparison.Ordinal);
        Assert.Contains("Put that right, or set Inference__Device to auto or cpu.", service.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Serving bundle", service.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", service.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_provider_that_is_no_library_is_refused_or_passed_over_with_the_reason()
    {
        string library = Path.Combine(AppContext.BaseDirectory, "made", $"{Path.GetRandomFileName()}.so");
        Directory.CreateDirectory(Path.GetDirectoryName(library)!);
        await File.WriteAllTextAsync(library, "not a library");
        try
        {
            await using var refusing = ServiceProcess.Start(settings: [("Inference__Device", "cuda"), ("Inference__CudaProvider", library), ("CUDA_VISIBLE_DEVICES", "")]);
            Assert.Equal(1, await refusing.WaitForExitAsync());
            await using var passing = await ServiceProcess.Start(settings: [("Inference__CudaProvider", library), ("CUDA_VISIBLE_DEVICES", "")]).ServeAsync();
            var device = (await passing.Client.GetBundleAsync(new GetBundleRequest())).Device;
            Assert.Equal("cpu", device.Kind);
            Assert.Contains(device.Reason[device.Reason.IndexOf("CUDA cannot", StringComparison.Ordinal)..], refusing.Output, StringComparison.Ordinal);
            Assert.Single((await passing.Client.EmbedAsync(Samples.Request("a song"))).Embeddings);
        }
        finally
        {
            File.Delete(library);
        }
    }

    [Fact]
    public async Task Wrong_settings_are_told_all_at_once()
    {
        await using var service = ServiceProcess.Start(settings: [("Inference__Device", "tpu"), ("Inference__Threads", "-1"), ("Inference__CudaProvider", "/nowhere.so"), ("Inference__GpuMemoryMegabytes", "-5")]);
        Assert.Equal(2, await service.WaitForExitAsync());
        Assert.Contains("Inference:Device is not one of Auto, Cpu, Cuda", service.Output, StringComparison.Ordinal);
        await using var other = ServiceProcess.Start(settings: [("Inference__Threads", "-1"), ("Inference__CudaProvider", "/nowhere.so"), ("Inference__GpuMemoryMegabytes", "-5")]);
        Assert.Equal(2, await other.WaitForExitAsync());
        Assert.Contains("Inference:Threads is -1.", other.Output, StringComparison.Ordinal);
        Assert.Contains("Inference:CudaProvider: there is no file '/nowhere.so'.", other.Output, StringComparison.Ordinal);
        Assert.Contains("Inference:GpuMemoryMegabytes is -5.", other.Output, StringComparison.Ordinal);
    }
}
