using Attune.Hosting;
using Attune.Matching.Host.Faces;
using Attune.Matching.Host.Foreground;
using Attune.Matching.Host.Roles;
using Attune.Matching.Jobs;
using Attune.Matching.Models;
using Attune.Matching.Music;
using Attune.Messaging;
using Attune.Storage;

var builder = AttuneHost.CreateBuilder(args, "matching");
var role = builder.AddRole(args);
var (serves, works) = (role != ProcessRole.Worker, role != ProcessRole.Server);
builder.AddStorage("matching", typeof(Program).Assembly);
builder.AddMessaging();
builder.AddModels();
builder.AddJobs(plans: serves, works);
builder.AddForeground(serves);
builder.AddMusic(serves);

return await AttuneHost.RunAsync(builder, app =>
{
    if (!serves) return;
    app.MapGrpcService<CatalogGrpc>();
    app.MapGrpcService<BackfillGrpc>();
    app.MapGrpcService<MatchGrpc>();
    app.MapGrpcService<ConfigGrpc>();
    app.MapGrpcService<EvaluationGrpc>();
    app.MapGrpcService<ProfileGrpc>();
});
