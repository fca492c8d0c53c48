using Attune.Embedding;
using Attune.Embedding.Bundles;
using Attune.Embedding.Devices;
using Attune.Embedding.Scheduling;
using Attune.Hosting;

var builder = AttuneHost.CreateBuilder(args, "embedding");
builder.AddModelBundle();
builder.AddDevice();
builder.AddScheduling();
builder.AddCalls();

return await AttuneHost.RunAsync(builder, app => app.MapGrpcService<EmbeddingGrpcService>());
