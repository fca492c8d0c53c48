namespace Attune.Embedding.Scheduling;

/// <summary>How fast a model works its queue off, from its latest batches.</summary>
/// <param name="secondsPerToken">What is known before the first batch; 0 where nothing is.</param>
internal sealed class DrainRate(double secondsPerToken)
{
    // About the last twenty batches count.
    private const double Decay = 0.95;

    private double _seconds, _tokens, _rows;

    /// <summary>Device time of one queued token; 0 where it is not known yet.</summary>
    public double SecondsPerToken => _tokens > 0 ? _seconds / _tokens : secondsPerToken;

    /// <summary>Tokens that a sequence had on average; 1 before the first batch.</summary>
    public double TokensPerRow => _rows > 0 ? _tokens / _rows : 1;

    public void Add(TimeSpan duration, int tokens, int rows)
    {
        _seconds = (_seconds * Decay) + duration.TotalSeconds;
        _tokens = (_tokens * Decay) + tokens;
        _rows = (_rows * Decay) + rows;
    }
}
