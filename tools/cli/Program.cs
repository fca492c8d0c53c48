using System.CommandLine;
using Attune.Cli.Commands;

var root = new RootCommand(
    "Attune from the shell: import a catalogue, fill in its vectors, match, evaluate, download models. Results go to stdout, everything " +
    "else to stderr.")
{
    ImportCommand.Create(),
    BackfillCommand.Create(),
    MatchCommand.Create(),
    FindCommand.Create(),
    ExplainCommand.Create(),
    ConfigCommand.Create(),
    ProfilesCommand.Create(),
    EvalCommand.Create(),
    TrainingCommand.Create(),
    DemoCommand.Create(),
    ModelsCommand.Create(),
    LocalCommand.Create(),
};
return await CommandRunner.RunAsync(root, args);
