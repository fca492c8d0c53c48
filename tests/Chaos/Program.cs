using System.CommandLine;
using Attune.Chaos;

// Interrupted, it stops what it has started, servers among that, before it ends.
return await ChaosCommand.Create().Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromMinutes(1) });
