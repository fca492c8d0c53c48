namespace Attune.Messaging;

/// <summary>Exponential delays with jitter, so that many processes do not come back at the same instant.</summary>
/// <param name="First">The longest first delay.</param>
/// <param name="Longest">No delay is longer.</param>
internal sealed record Backoff(TimeSpan First, TimeSpan Longest)
{
    /// <summary>Between half of the step and all of it, where steps double.</summary>
    /// <param name="attempt">0 for the first.</param>
    public TimeSpan Next(int attempt)
    {
        var step = Math.Min(Longest.TotalMilliseconds, First.TotalMilliseconds * Math.Pow(2, Math.Min(attempt, 30)));
        return TimeSpan.FromMilliseconds(step * (0.5 + 0.5 * Random.Shared.NextDouble()));
    }
}
