using Microsoft.Extensions.Options;

namespace Attune.Embedding.Devices;

internal sealed class InferenceOptionsValidator : IValidateOptions<InferenceOptions>
{
    private const int MostThreads = 1_024;

    public ValidateOptionsResult Validate(string? name, InferenceOptions options)
    {
        var result = new ValidateOptionsResultBuilder();
        if (options.Threads is < 0 or > MostThreads)
            result.AddError($"Inference:Threads is {options.Threads}. Set it to a number from 1 to {MostThreads}, or to 0 for one a core.");
        if (!Enum.IsDefined(options.Device))
            result.AddError($"Inference:Device is {options.Device}. Set it to auto, cpu or cuda.");
        if (options.GpuMemoryMegabytes < 0)
            result.AddError(
                $"Inference:GpuMemoryMegabytes is {options.GpuMemoryMegabytes}. Set it to a number of MiB, or to 0 for all there is.");
        return result.Build();
    }
}
