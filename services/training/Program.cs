using Attune.Hosting;
using Attune.Messaging;
using Attune.Storage;
using Attune.Training;

var builder = AttuneHost.CreateBuilder(args, "training");
builder.AddStorage("training", typeof(Program).Assembly);
builder.AddMessaging();
builder.AddTraining();
builder.AddRegistry();
builder.AddEvents();

return await AttuneHost.RunAsync(builder, app => app.MapGrpcService<TrainingGrpc>());
