namespace Attune.Cli.Demo;

/// <summary>What the demo did and measured, where. Written with <c>--json FILE</c>.</summary>
internal sealed record DemoReport(string Command, DateTime StartedAt, Surroundings Surroundings)
{
    public List<DemoStep> Steps { get; } = [];
    public bool Succeeded { get; set; }
    public string? Failure { get; set; }
    public double Seconds { get; set; }
}
