using System.CommandLine;
using Attune.Cli.Commands;

var root = new RootCommand("Attune from the shell: import a catalogue, fill in its vectors, match, download models. Results go to stdout, everything else to stderr.")
{
    ImportCommand.Create(),
    BackfillCommand.Create(),
    MatchCommand.Create(),
    ConfigCommand.Create(),
    TrainingCommand.Create(),
    DemoCommand.Create(),
    ModelsCommand.Create(),
};
return await CommandRunner.RunAsync(root, args);
