using Attune.Embedding.Bundles;
using Attune.Embedding.Embeddings;
using Attune.Embedding.Inference;
using Attune.Hosting;

var builder = AttuneHost.CreateBuilder(args, "embedding");
builder.AddModelBundle();
builder.AddInference();

return await AttuneHost.RunAsync(builder, app => app.MapGrpcService<EmbeddingGrpcService>());
