using System.CommandLine;

namespace Attune.Cli.Commands;

/// <summary>Options that several commands share.</summary>
internal static class CommonOptions
{
    public const string GatewayName = "--gateway";

    private const string Variable = "ATTUNE_GATEWAY", Default = "http://127.0.0.1:7400";

    public static Option<string> Gateway() => new(GatewayName)
    {
        Description = $"Address of the gateway; {Variable} when not given, else {Default}.",
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } address ? address : Default,
    };

    public static Option<bool> Json() => new("--json") { Description = "Print the result as JSON, for machines." };
}
