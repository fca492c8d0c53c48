using Attune.Embedding.Bundles;
using Attune.Embedding.Calls;
using Attune.Hosting;
using Grpc.Core;
using Microsoft.Extensions.Options;
using V1 = Attune.Contracts.Embedding.V1;

namespace Attune.Embedding.Streaming;

/// <summary>Messages of texts in, messages of vectors out, as they get ready.</summary>
internal sealed class EmbedStreamHandler(
    ModelState models, IOptions<StreamingOptions> options, ServerLifetime lifetime, TextMetrics metrics, TimeProvider time,
    ILogger<EmbedStream> logger)
{
    public Task RunAsync(
        IAsyncStreamReader<V1.EmbedStreamRequest> requests, IServerStreamWriter<V1.EmbedStreamResponse> responses,
        ServerCallContext context) =>
        new EmbedStream(models.Require(), options.Value, responses, context, metrics, time, logger).RunAsync(requests, lifetime.Closing);
}
