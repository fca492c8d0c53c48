using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;

namespace Attune.Matching.Music.Contexts;

/// <summary>
/// What this process has read from the store lately, so that a question that is repeated while the catalogue stands still moves neither the
/// state of the catalogue nor the answer again. All of it is under the version of the catalogue that it was read at, which the store is
/// asked for every time: nothing here can be out of date.
/// </summary>
/// <remarks>Bounded in rows; the least used goes first.</remarks>
internal sealed class MatchMemory(IOptions<MatchOptions> options) : IDisposable
{
    private static readonly TimeSpan Unused = TimeSpan.FromMinutes(10);

    private readonly MemoryCache _cache = new(new MemoryCacheOptions { SizeLimit = options.Value.MemoryRows, CompactionPercentage = 0.2 });

    /// <param name="question">Which playlists and tracks are asked about.</param>
    public RememberedState? StateOf(string question) => _cache.Get<RememberedState>(new StateKey(question));

    public MatchAnswer? AnswerOf(string context, long version) => _cache.Get<MatchAnswer>(new AnswerKey(context, version));

    public void Keep(string question, RememberedState state) => Keep(new StateKey(question), state, state.Playlists.Count);

    public void Keep(string context, long version, MatchAnswer answer) =>
        Keep(new AnswerKey(context, version), answer, answer.Ranked.Values.Sum(tracks => tracks.Count));

    public void Dispose() => _cache.Dispose();

    private void Keep(object key, object value, int rows) =>
        _cache.Set(key, value, new MemoryCacheEntryOptions { Size = 1 + rows, SlidingExpiration = Unused });

    private sealed record StateKey(string Question);

    private sealed record AnswerKey(string Context, long Version);
}
