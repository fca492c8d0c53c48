using System.Diagnostics;
using Attune.Bench.Embedding;
using Attune.Bench.Processes;
using Attune.Matching.Music.Scoring.Signals;

namespace Attune.Bench.Matching;

/// <summary>Stage 1 as the service runs it, NumPy over OpenBLAS doing the same product and top-k, and the memory's own speed, in turns.</summary>
internal static class StageOneContest
{
    private const int CompilingPasses = 5;

    public static async Task<StageOneReport> RunAsync(StageOneData data, int threads, int rounds, Action<string> progress, CancellationToken cancellationToken)
    {
        Contender vectors = Stage("stage 1: vectors", data.Vector), all = Stage("stage 1: vectors, genres, sounds", data.Vector, data.Genre, data.Audio);
        Contender noGenres = Stage("stage 1: vectors, sounds", data.Vector, data.Audio), noSounds = Stage("stage 1: vectors, genres", data.Vector, data.Genre);
        var floor = new Contender("reading the vectors once", _ => Task.FromResult(MemoryFloor.Read(data.Tracks, threads)));
        List<Contender> contenders = [floor, vectors, noGenres, noSounds, all];

        await using var numpy = PythonPeer.Unavailable is null ? await NumpyPeer.StartAsync(data, threads, cancellationToken) : null;
        Contender? peer = numpy is null ? null : new("NumPy: vectors", numpy.RunAsync);
        if (peer is not null)
            contenders.Insert(1, peer);
        // Code that is compiled while it runs is measured when that is over.
        for (var pass = 0; pass < CompilingPasses; pass++)
            data.Rank(threads, cancellationToken, data.Vector, data.Genre, data.Audio);
        await Contender.MeasureAsync(contenders, rounds, text => progress($"stage 1: {text}"), cancellationToken);

        return new(
            data.Tracks.Count, data.Playlists.Count, data.Tracks.Dims, data.Best, threads,
            numpy?.Description ?? $"skipped: {PythonPeer.Unavailable}",
            [.. contenders.Select(x => new StageOneTime(x.Name, x.Seconds.Median, x.Seconds.Values))],
            peer?.Seconds.Over(vectors.Seconds).Median,
            vectors.Seconds.Over(floor.Seconds).Median,
            data.Bytes / floor.Seconds.Median / 1e9,
            1 - noGenres.Seconds.Over(all.Seconds).Median,
            1 - noSounds.Seconds.Over(all.Seconds).Median,
            numpy is null ? null : Agreement.Of(data.Rank(threads, cancellationToken, data.Vector), await numpy.BestAsync(cancellationToken)));

        Contender Stage(string name, params WeightedSignal[] signals) => new(name, cancel =>
        {
            var started = Stopwatch.GetTimestamp();
            data.Rank(threads, cancel, signals);
            return Task.FromResult(Stopwatch.GetElapsedTime(started).TotalSeconds);
        });
    }
}
