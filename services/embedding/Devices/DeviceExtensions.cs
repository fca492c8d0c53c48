using Attune.Hosting;

namespace Attune.Embedding.Devices;

internal static class DeviceExtensions
{
    public static void AddDevice(this WebApplicationBuilder builder)
    {
        builder.AddValidatedOptions<InferenceOptions, InferenceOptionsValidator>("Inference");
        builder.Services.AddSingleton<DeviceSelector>();
    }
}
