namespace Attune.Hosting;

/// <summary>What the process was started for.</summary>
internal sealed record HostCommand(bool Migrate)
{
    public static HostCommand Parse(string[] args) => new(args.Length > 0 && args[0] == "migrate");
}
