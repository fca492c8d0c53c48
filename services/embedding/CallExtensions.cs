using Attune.Embedding.Calls;
using Attune.Embedding.Embeddings;
using Attune.Embedding.Emotions;
using Attune.Embedding.Reranking;
using Attune.Embedding.Streaming;
using Attune.Hosting;

namespace Attune.Embedding;

internal static class CallExtensions
{
    public static void AddCalls(this WebApplicationBuilder builder)
    {
        builder.AddValidatedOptions<StreamingOptions, StreamingOptionsValidator>("Streaming");
        builder.Services.AddSingleton<TextMetrics>();
        builder.Services.AddSingleton<EmbedHandler>();
        builder.Services.AddSingleton<EmbedStreamHandler>();
        builder.Services.AddSingleton<RerankHandler>();
        builder.Services.AddSingleton<EmotionsHandler>();
    }
}
