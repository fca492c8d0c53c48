using Attune.Tools;
using Spectre.Console;

namespace Attune.Bench.Matching;

/// <summary>The reports as tables.</summary>
internal static class MatchingTables
{
    private const double Goal = 5;

    public static void Print(StageOneReport report)
    {
        var table = new Table().Title($"stage 1: {report.Tracks:N0} tracks x {report.Playlists} playlists x {report.Dims} dims, best {report.Best}, {report.Threads} threads").AddColumns("contender", "ms", "pairs/s");
        foreach (var x in report.Times)
            table.AddRow(x.Name, $"{x.Seconds * 1e3:N1}", $"{(double)report.Tracks * report.Playlists / x.Seconds:N0}");
        Terminal.Write(table);
        Console.Out.WriteLine($"NumPy: {report.Numpy}");
        if (report.OfNumpy is { } ratio)
            Console.Out.WriteLine($"stage 1 : NumPy = {ratio:0.00}");
        if (report.Agreement is { } agreement)
            Console.Out.WriteLine($"the same best: {(agreement.Holds ? "yes" : "NO")}; {agreement.Same:N0} of {agreement.Places:N0} places hold the same track, cosines differ by at most {agreement.WorstDifference:0.0E+0}");
        Console.Out.WriteLine($"stage 1 takes {report.OfFloor:0.0} times as long as reading the vectors once ({report.FloorGigabytesPerSecond:0.0} GB/s)");
        Console.Out.WriteLine($"with all signals, genres take {report.GenreShare:P0} of the time and sounds {report.AudioShare:P0}");
        Console.Out.WriteLine();
    }

    public static void Print(RetrievalReport report)
    {
        var table = new Table().Title($"nearest {report.Wanted} of {report.Vectors:N0} vectors x {report.Dims} dims").AddColumns("search", $"recall@{report.Wanted}", "p50 ms", "p99 ms", "searches");
        foreach (var x in report.Indexed)
            table.AddRow($"HNSW, ef_search {x.EfSearch}{(x.IsDefault ? " (default)" : "")}", $"{x.Recall:0.0000}", $"{x.Times.P50:N2}", $"{x.Times.P99:N2}", $"{x.Times.Searches}");
        table.AddRow("exact in PostgreSQL", "1", $"{report.ExactInDatabase.P50:N2}", $"{report.ExactInDatabase.P99:N2}", $"{report.ExactInDatabase.Searches}");
        table.AddRow("exact in memory", "1", $"{report.ExactInMemory.P50:N2}", $"{report.ExactInMemory.P99:N2}", $"{report.ExactInMemory.Searches}");
        Terminal.Write(table);
        Console.Out.WriteLine($"m {report.M}, ef_construction {report.EfConstruction}: built in {report.BuildSeconds:N1} s, {report.IndexBytes / 1e6:N0} MB; writing the vectors took {report.LoadSeconds:N1} s");
        Console.Out.WriteLine();
    }

    public static void Print(RepeatReport report)
    {
        Console.Out.WriteLine($"match of {report.Playlists} playlists and {report.Tracks} tracks over gRPC: first {report.FirstMilliseconds:N0} ms");
        Console.Out.WriteLine($"repeated {report.Repeats.Searches} times: p50 {report.Repeats.P50:N2} ms, p99 {report.Repeats.P99:N2} ms, {report.RoundTrips} round trips to the database, {report.EmbeddingsComputed} embeddings, {report.PairsScored} pairs scored");
        Console.Out.WriteLine($"p50 below {Goal} ms: {(report.Repeats.P50 < Goal ? "yes" : "NO")}; at most 2 round trips: {(report.RoundTrips <= 2 ? "yes" : "NO")}");
    }
}
