using System.Security.Cryptography;

namespace Attune.Cli.Models.Pulling;

/// <summary>How long to wait before trying again.</summary>
internal static class Backoff
{
    /// <param name="failures">In a row so far, at least one.</param>
    /// <param name="retryAfter">What the server asked for.</param>
    public static TimeSpan Before(int failures, TimeSpan? retryAfter, PullSettings settings)
    {
        // Up to a quarter more, so that machines that were cut off together do not come back together.
        var own = settings.FirstDelay * Math.Pow(2, failures - 1) * (1 + RandomNumberGenerator.GetInt32(250) / 1000.0);
        var wanted = retryAfter > own ? retryAfter.Value : own;
        return wanted < settings.LongestDelay ? wanted : settings.LongestDelay;
    }
}
