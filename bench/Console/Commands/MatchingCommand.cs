using System.CommandLine;
using Attune.Bench.Harness.Commands;
using Attune.Bench.Harness.Reporting;
using Attune.Bench.Harness.Servers;
using Attune.Bench.Matching;

namespace Attune.Bench.Commands;

/// <summary><c>matching</c>: scoring all pairs, finding the nearest tracks, and asking the same again.</summary>
internal static class MatchingCommand
{
    private const int Queries = 200, Seed = 1;

    public static Command Create()
    {
        var runs = CommonOptions.Runs(5);
        var json = CommonOptions.Json();
        var tracks = Number("--tracks", "Tracks that stage 1 scores.", 100_000);
        var playlists = Number("--playlists", "Playlists that it scores them for.", 50);
        var dims = Number("--dims", "Numbers in a vector.", 1_024);
        var vectors = Number("--vectors", "Vectors in the database that the nearest are searched among; 0 leaves that out.", 20_000);
        var command = new Command("matching", "Stage 1 against NumPy and the memory's speed, HNSW against exact search, and a repeated match over gRPC.") { runs, tracks, playlists, dims, vectors, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            int threads = Environment.ProcessorCount, size = parsed.GetRequiredValue(dims), stored = parsed.GetRequiredValue(vectors);
            Log.Say("making a catalogue");
            var stage = await StageOneContest.RunAsync(new StageOneData(parsed.GetRequiredValue(tracks), parsed.GetRequiredValue(playlists), size), threads, parsed.GetRequiredValue(runs), Log.Say, cancellationToken);
            MatchingTables.Print(stage);

            RetrievalReport? retrieval = null;
            if (stored > 0)
            {
                await using var store = await BenchDatabase.CreateAsync(cancellationToken);
                var data = new EmbeddingLike(Seed, size);
                retrieval = await new RetrievalContest(store, data.Table(Seed + 1, stored), data.Table(Seed + 2, Queries), threads, Log.Say).RunAsync(cancellationToken);
                MatchingTables.Print(retrieval);
            }

            await using var database = await BenchDatabase.CreateAsync(cancellationToken);
            await using var broker = new BenchBroker();
            var repeats = await new RepeatPath(database, broker, Log.Say).RunAsync(cancellationToken);
            MatchingTables.Print(repeats);
            await ReportFile.WriteAsync(parsed.GetValue(json), new { Machine.Here, StageOne = stage, Retrieval = retrieval, Repeats = repeats }, cancellationToken);
            return stage.Agreement is { Holds: false } ? 1 : 0;
        });
        return command;
    }

    private static Option<int> Number(string name, string description, int standard) => new(name) { Description = description, DefaultValueFactory = _ => standard };
}
