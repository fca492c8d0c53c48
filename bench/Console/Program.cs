using System.CommandLine;
using Attune.Bench.Commands;

var root = new RootCommand("Measures Attune against a ceiling and against its peers, all in one run; prints medians and ratios.")
{
    EmbeddingCommand.Create(),
    TokenizersCommand.Create(),
    OverloadCommand.Create(),
    MatchingCommand.Create(),
    TrainingCommand.Create(),
    BackfillCommand.Create(),
};
// Interrupted, it stops what it has started, servers among that, before it ends.
return await root.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromMinutes(1) });
