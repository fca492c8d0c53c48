using Attune.Hosting;

var builder = AttuneHost.CreateBuilder(args, "gateway");
return await AttuneHost.RunAsync(builder, _ => { });
