using System.Diagnostics;
using Attune.Bench.Harness.Reporting;
using Attune.Bench.Harness.Servers;
using Attune.Matching.Models.Bundles;
using Attune.Matching.Models.Vectors;
using Attune.Matching.Music.Catalog;
using Attune.Matching.Music.Retrieval;
using Attune.Matching.Music.Scoring;
using Attune.Matching.Music.Scoring.Signals;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Attune.Bench.Matching;

/// <summary>The service's own retrieval over a real database: recall against exact search, and what either takes.</summary>
internal sealed class RetrievalContest(BenchDatabase database, VectorTable vectors, VectorTable queries, int threads, Action<string> progress)
{
    private const int Wanted = 50, ExactSearches = 20, RowsAWrite = 5_000;
    private const string Text = "te_bench";
    private static readonly int[] EfSearches = [NearestQuery.CandidatesFor(Wanted), 100, 200, 400];

    private readonly ModelKey _model = new("bench", "random", vectors.Dims);

    public async Task<RetrievalReport> RunAsync(CancellationToken cancellationToken)
    {
        progress($"retrieval: writing {vectors.Count:N0} vectors");
        var load = await LoadAsync(cancellationToken);
        progress("retrieval: exact searches");
        var (exact, inMemory) = SearchMemory(cancellationToken);
        // No index yet: the database compares with every vector.
        var (inDatabase, _) = await SearchAsync(new RetrievalOptions(), Math.Min(ExactSearches, queries.Count), exact, cancellationToken);

        progress("retrieval: building the index");
        var options = new RetrievalOptions { MinRows = 1 };
        var indexes = new VectorIndexes(database.Source, Options.Create(options), TimeProvider.System, NullLogger<VectorIndexes>.Instance);
        var started = Stopwatch.GetTimestamp();
        await indexes.EnsureAsync(_model, cancellationToken);
        var build = Stopwatch.GetElapsedTime(started).TotalSeconds;
        var bytes = (await indexes.ListAsync(cancellationToken)).Single().Bytes;

        var indexed = new List<IndexedSearches>();
        foreach (var ef in EfSearches.Append(options.EfSearch).Distinct().Order())
        {
            progress($"retrieval: searches with ef_search {ef}");
            var (times, recall) = await SearchAsync(new RetrievalOptions { EfSearch = ef }, queries.Count, exact, cancellationToken);
            indexed.Add(new(ef, ef == options.EfSearch, recall, SearchTimes.Of(times)));
        }

        return new(vectors.Count, vectors.Dims, Wanted, options.M, options.EfConstruction, load, build, bytes, indexed, SearchTimes.Of(inDatabase), SearchTimes.Of(inMemory));
    }

    private async Task<double> LoadAsync(CancellationToken cancellationToken)
    {
        await database.ExecuteAsync($$"""
            INSERT INTO tracks (id, title, artists, language, genres, moods, themes, text_hash)
            SELECT 't' || lpad(i::text, 8, '0'), 'Title', '{}', 'en', '{}', '{}', '{}', '{{Text}}' FROM generate_series(0, {{vectors.Count - 1}}) i
            """, cancellationToken);
        var started = Stopwatch.GetTimestamp();
        await using var connection = await database.Source.OpenConnectionAsync(cancellationToken);
        foreach (var rows in Enumerable.Range(0, vectors.Count).Chunk(RowsAWrite))
            await VectorStore.SaveAsync(connection, new TrackSubject(), _model, rows.Select(row => new StoredVector(Id(row), Text, vectors.Rows(row, 1).ToArray())), cancellationToken);
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        await database.ExecuteAsync("ANALYZE tracks, track_embeddings", cancellationToken);
        return seconds;
    }

    /// <summary>Stage 1's own scoring of one playlist.</summary>
    private (IReadOnlyList<HashSet<string>> Best, Sample Milliseconds) SearchMemory(CancellationToken cancellationToken)
    {
        var best = new List<HashSet<string>>();
        var times = new Sample();
        for (var i = 0; i < queries.Count; i++)
        {
            var stage = new StageOne([new(new VectorSignal(queries.Rows(i, 1).ToArray(), vectors), 1)], 1, vectors.Count, [[]], Wanted);
            var started = Stopwatch.GetTimestamp();
            var hits = stage.Rank(threads, cancellationToken)[0].Hits;
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            best.Add([.. hits.Select(hit => Id(hit.Row))]);
        }

        return (best, times);
    }

    private async Task<(Sample Milliseconds, double Recall)> SearchAsync(RetrievalOptions options, int count, IReadOnlyList<HashSet<string>> exact, CancellationToken cancellationToken)
    {
        var search = new TrackSearch(Options.Create(options));
        await using var connection = await database.Source.OpenConnectionAsync(cancellationToken);
        // Twice: the first pass brings pages into memory and prepares statements.
        var times = new Sample();
        var found = 0;
        for (var pass = 0; pass < 2; pass++)
        {
            (times, found) = (new(), 0);
            for (var i = 0; i < count; i++)
            {
                var started = Stopwatch.GetTimestamp();
                var nearest = await search.NearestAsync(connection, queries.Rows(i, 1).ToArray(), _model, Wanted, cancellationToken);
                times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
                found += nearest.Count(track => exact[i].Contains(track.TrackId));
            }
        }

        return (times, (double)found / exact.Take(count).Sum(best => best.Count));
    }

    private static string Id(int row) => $"t{row:D8}";
}
