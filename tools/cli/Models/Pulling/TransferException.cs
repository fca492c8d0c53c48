namespace Attune.Cli.Models.Pulling;

/// <summary>A download that may succeed when tried again.</summary>
/// <param name="message">What happened.</param>
/// <param name="retryAfter">When the server wants to be asked again.</param>
internal sealed class TransferException(string message, TimeSpan? retryAfter = null, Exception? inner = null) : Exception(message, inner)
{
    public TimeSpan? RetryAfter { get; } = retryAfter;
}
