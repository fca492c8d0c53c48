using Attune.Hosting;
using Attune.Matching;
using Attune.Matching.Backfills;
using Attune.Matching.Catalog;
using Attune.Matching.Configs;
using Attune.Matching.Evaluation;
using Attune.Matching.Matches;
using Attune.Messaging;
using Attune.Storage;

var builder = AttuneHost.CreateBuilder(args, "matching");
builder.AddStorage("matching", typeof(Program).Assembly);
builder.AddMessaging();
builder.AddCatalog();
builder.AddEmbeddings();
builder.AddBackfills();
builder.AddMatches();
builder.AddRetrieval();
builder.AddEvaluation();

return await AttuneHost.RunAsync(builder, app =>
{
    app.MapGrpcService<CatalogGrpc>();
    app.MapGrpcService<BackfillGrpc>();
    app.MapGrpcService<MatchGrpc>();
    app.MapGrpcService<ConfigGrpc>();
    app.MapGrpcService<EvaluationGrpc>();
});
