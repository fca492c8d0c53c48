using Attune.Matching.Music.Scoring.Signals;

namespace Attune.Matching.Music.Scoring;

/// <summary>
/// Scores every (playlist, track) pair and keeps the best of each playlist. Threads take blocks of tracks as they get to them; a block
/// meets every playlist while it is in the caches. Neither the number of threads nor who gets which block shows in the result: a pair's
/// score is a function of the pair, and the best of the parts' best are the best of all.
/// </summary>
/// <param name="signals">At least one.</param>
/// <param name="playlists">How many there are.</param>
/// <param name="tracks">How many candidates there are; their order is the order of ties.</param>
/// <param name="excluded">A playlist's rows that are not ranked, ascending.</param>
/// <param name="limit">How many are kept a playlist.</param>
internal sealed class StageOne(IReadOnlyList<WeightedSignal> signals, int playlists, int tracks, IReadOnlyList<int[]> excluded, int limit)
{
    /// <param name="parallelism">Most threads.</param>
    /// <param name="cancellationToken">Looked at between blocks.</param>
    /// <returns>One a playlist.</returns>
    public IReadOnlyList<Shortlist> Rank(int parallelism, CancellationToken cancellationToken)
    {
        var blocks = (tracks + Tile.MostTracks - 1) / Tile.MostTracks;
        var workers = new StageOneWorker[Math.Max(1, Math.Min(parallelism, blocks))];
        var next = -1;
        Parallel.For(
            0, workers.Length, new ParallelOptions { MaxDegreeOfParallelism = workers.Length, CancellationToken = cancellationToken }, i =>
        {
            var worker = workers[i] = new StageOneWorker(signals, playlists, excluded, limit);
            for (var block = Interlocked.Increment(ref next); block < blocks; block = Interlocked.Increment(ref next))
            {
                cancellationToken.ThrowIfCancellationRequested();
                var first = block * Tile.MostTracks;
                worker.Score(first, Math.Min(Tile.MostTracks, tracks - first));
            }
        });
        return Merge(workers);
    }

    private List<Shortlist> Merge(StageOneWorker[] workers)
    {
        foreach (var worker in workers.Skip(1)) workers[0].Take(worker);
        var lists = new List<Shortlist>(playlists);
        for (var playlist = 0; playlist < playlists; playlist++)
        {
            var number = playlist;
            var hits = workers[0].Best(playlist).Select(hit => new Hit(hit.Index, hit.Score, workers[0].Explain(number, hit.Index)));
            lists.Add(new Shortlist([.. hits], workers[0].Pairs(playlist)));
        }
        return lists;
    }
}
