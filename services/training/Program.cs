using Attune.Hosting;
using Attune.Storage;

var builder = AttuneHost.CreateBuilder(args, "training");
builder.AddStorage("training", typeof(Program).Assembly);

// Its own gRPC services come with what they do; until then health and reflection are all that it serves.
return await AttuneHost.RunAsync(builder, _ => { });
