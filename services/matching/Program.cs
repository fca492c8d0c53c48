using Attune.Hosting;
using Attune.Matching;
using Attune.Matching.Backfills;
using Attune.Matching.Catalog;
using Attune.Matching.Configs;
using Attune.Matching.Evaluation;
using Attune.Matching.Matches;
using Attune.Matching.Profiles;
using Attune.Matching.Roles;
using Attune.Messaging;
using Attune.Storage;

var builder = AttuneHost.CreateBuilder(args, "matching");
var role = builder.AddRole(args);
builder.AddStorage("matching", typeof(Program).Assembly);
builder.AddMessaging();
builder.AddCatalog();
builder.AddEmbeddings();
builder.AddBackfills(role);
builder.AddMatches(role);
builder.AddRetrieval(role);
builder.AddEvaluation();

return await AttuneHost.RunAsync(builder, app =>
{
    if (role == ProcessRole.Worker) return;
    app.MapGrpcService<CatalogGrpc>();
    app.MapGrpcService<BackfillGrpc>();
    app.MapGrpcService<MatchGrpc>();
    app.MapGrpcService<ConfigGrpc>();
    app.MapGrpcService<EvaluationGrpc>();
    app.MapGrpcService<ProfileGrpc>();
});
