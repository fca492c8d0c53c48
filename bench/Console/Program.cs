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
    ChaosCommand.Create(),
};
return await root.Parse(args).InvokeAsync();
