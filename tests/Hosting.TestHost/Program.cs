using Attune.Hosting;
using Attune.Hosting.TestHost;

var builder = AttuneHost.CreateBuilder(args, "testhost");
builder.AddValidatedOptions<ProbeOptions, ProbeOptionsValidator>("Probe");
builder.Services.AddSingleton<ShapesProbe>();
builder.Services.AddSingleton<IMigrator, PrintingMigrator>();
builder.Services.AddHostedService<StartupProbe>();

return await AttuneHost.RunAsync(builder, app => app.MapGrpcService<ShapesHandler>());
