namespace Attune.Cli.Demo;

/// <summary>One step with its wall time and its counts.</summary>
internal sealed record DemoStep(string Name, double Seconds, IReadOnlyDictionary<string, object> Counts);
