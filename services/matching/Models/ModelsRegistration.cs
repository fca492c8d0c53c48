using Attune.Contracts.Embedding.V1;
using Attune.Hosting;
using Attune.Matching.Models.Calls;
using Attune.Matching.Models.Emotions;
using Attune.Matching.Models.Reranking;
using Attune.Matching.Models.Serving;
using Attune.Matching.Models.Vectors;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Attune.Matching.Models;

internal static class ModelsRegistration
{
    /// <summary>The serving bundle, the clients of the embedding service, and whatever has its outputs computed once.</summary>
    public static void AddModels(this IHostApplicationBuilder builder)
    {
        builder.AddValidatedOptions<EmbeddingOptions, EmbeddingOptionsValidator>("Embedding");
        builder.Services
            .AddServiceClient<EmbeddingService.EmbeddingServiceClient>(
                services => services.GetRequiredService<IOptions<EmbeddingOptions>>().Value.Address, EmbeddingStream.Method)
            .AddSingleton<EmbeddingClient>().AddSingleton<IEmbedder>(services => services.GetRequiredService<EmbeddingClient>())
            .AddSingleton<EmbeddingStream>()
            .AddSingleton<BundleStore>().AddSingleton<BundleCache>()
            .AddSingleton<VectorComputer>().AddSingleton<EmotionComputer>().AddSingleton<RerankScores>();
    }
}
