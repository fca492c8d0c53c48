using Attune.Hosting;
using Microsoft.Extensions.Options;

namespace Attune.Embedding.Devices;

/// <summary>Decides what the models run on.</summary>
internal sealed partial class DeviceSelector(IOptions<InferenceOptions> options, ILogger<DeviceSelector> logger)
{
    /// <summary>May another device be taken where the models do not run on the first?</summary>
    public bool MayFallBack => options.Value.Device == DeviceChoice.Auto;

    /// <summary>Starts ONNX Runtime and finds the device that is asked for; a session has been opened on it.</summary>
    /// <exception cref="StartupException">CUDA is asked for, and cannot be used.</exception>
    public ComputeDevice Select()
    {
        OnnxEnvironment.Start(options.Value.Threads > 0 ? options.Value.Threads : Environment.ProcessorCount);
        if (options.Value.Device == DeviceChoice.Cpu)
            return Processor("Inference:Device is cpu");

        try
        {
            CudaProvider.RequireDriver();
            var cuda = new CudaDevice(options.Value, $"Inference:Device is {Asked}, and a session opens on the GPU");
            OnnxEnvironment.Quietly(() => DeviceProbe.Run(cuda));
            return Chosen(cuda);
        }
        catch (DeviceUnavailableException e) when (MayFallBack)
        {
            return Processor($"Inference:Device is {Asked}, and CUDA cannot be used: {e.Message}");
        }
        catch (DeviceUnavailableException e)
        {
            throw new StartupException(
                $"Inference:Device is {Asked}, and CUDA cannot be used: {e.Message}. Put that right, or set Inference__Device to " +
                "auto or cpu.", e);
        }
    }

    /// <summary>The device to go on with where the models do not run on the GPU.</summary>
    public ComputeDevice FallBack(Exception failure) =>
        Chosen(new CpuDevice($"Inference:Device is {Asked}, and a GPU is there, but the models do not run on it: {failure.Message}"));

    private string Asked => options.Value.Device == DeviceChoice.Auto ? "auto" : "cuda";

    /// <summary>
    /// The first session takes the runtime tens of milliseconds; opened now, it takes them beside the reading of the bundle.
    /// </summary>
    private ComputeDevice Processor(string reason)
    {
        var processor = new CpuDevice(reason);
        DeviceProbe.Run(processor);
        return Chosen(processor);
    }

    private ComputeDevice Chosen(ComputeDevice device)
    {
        LogChosen(device.Name, device.Reason);
        return device;
    }
}
