using Attune.Matching.Music.Contexts;
using Microsoft.Extensions.Options;

namespace Attune.Matching.Music.Matches;

/// <summary>
/// How much is computed at once. Whoever computes holds a connection and needs others meanwhile: without a bound, many at a time would wait
/// for each other's connections.
/// </summary>
internal sealed class WorkSlots(IOptions<MatchOptions> options) : IDisposable
{
    // Each holds two connections and waits for the embedding service most of its time.
    private const int MostSearches = 16;

    /// <summary>For answers to matches.</summary>
    public SemaphoreSlim Answers { get; } = new(options.Value.Concurrency);

    /// <summary>For searches and explanations.</summary>
    public SemaphoreSlim Searches { get; } = new(MostSearches);

    public void Dispose()
    {
        Answers.Dispose();
        Searches.Dispose();
    }
}
