namespace Attune.Chaos.Reports;

/// <summary>One kill, or one outage of the network.</summary>
/// <param name="Target">What was disturbed.</param>
/// <param name="AtItem">How many items were done then.</param>
/// <param name="BackSeconds">From the disturbance until what was disturbed served again; of an outage, its length.</param>
/// <param name="RecoverySeconds">From the disturbance until a batch was finished after that.</param>
internal sealed record Disturbance(string Target, long AtItem, double BackSeconds, double RecoverySeconds);
