using Attune.Gateway.Forwarding;
using Attune.Gateway.Routing;
using Attune.Hosting;

var builder = AttuneHost.CreateBuilder(args, "gateway");
builder.AddRoutes();
builder.AddForwarding();

return await AttuneHost.RunAsync(builder, app =>
{
    app.MapForwarding();
    app.MapUnknownCalls();
});
