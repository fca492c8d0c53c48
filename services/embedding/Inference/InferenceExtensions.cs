using Attune.Hosting;

namespace Attune.Embedding.Inference;

internal static class InferenceExtensions
{
    public static void AddInference(this WebApplicationBuilder builder)
    {
        builder.AddValidatedOptions<InferenceOptions, InferenceOptionsValidator>("Inference");
        builder.Services.AddSingleton<EncoderFactory>();
        builder.Services.AddSingleton<EmbeddingMetrics>();
        builder.Services.AddSingleton<Device>();
    }
}
