using System.CommandLine;

namespace Attune.Cli.Commands;

/// <summary><c>--override --reason TEXT</c>: past the gate, on record.</summary>
internal static class OverrideOptions
{
    public static (Option<bool> Override, Option<string> Reason) Create() => (
        new Option<bool>("--override") { Description = "Whatever the figures are. Needs a reason; both are recorded." },
        new Option<string>("--reason") { Description = "Why the figures do not matter.", HelpName = "TEXT",
            DefaultValueFactory = _ => "" });
}
