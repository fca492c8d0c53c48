using System.Diagnostics;
using Attune.Bench.Harness.Catalogues;
using Attune.Bench.Harness.Processes;
using Attune.Bench.Harness.Reporting;
using Attune.Bench.Harness.Servers;
using Attune.Contracts.Matching.V1;
using Npgsql;

namespace Attune.Bench.Matching;

/// <summary>A match of the whole sample catalogue and its repetitions, through services that run as they do in the field.</summary>
internal sealed class RepeatPath(BenchDatabase database, BenchBroker broker, Action<string> progress)
{
    private const int WarmUp = 100, Repeats = 500, CountedRepeats = 20;

    private long _embeddings, _pairs;

    public async Task<RepeatReport> RunAsync(CancellationToken cancellationToken)
    {
        progress("repeats: starting the services");
        await using var embedding = await ServiceUnderTest.StartAsync(Path.Combine(Checkout.Root, "models", "builtin"), cancellationToken);
        var repeats = new Sample();
        double first;
        int tracks, playlists;
        await using (var matching = await StartAsync(embedding, database.ConnectionString, cancellationToken))
        {
            (tracks, playlists) = await SampleCatalogue.ImportAsync(matching.Channel, cancellationToken);
            var client = new MatchingService.MatchingServiceClient(matching.Channel);
            var started = Stopwatch.GetTimestamp();
            await client.MatchAsync(new MatchRequest(), cancellationToken: cancellationToken);
            first = Stopwatch.GetElapsedTime(started).TotalMilliseconds;

            progress("repeats: the same again");
            for (var i = -WarmUp; i < Repeats; i++)
            {
                started = Stopwatch.GetTimestamp();
                await RepeatAsync(client, cancellationToken);
                if (i >= 0)
                    repeats.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            }
        }

        var roundTrips = await CountAsync(embedding, cancellationToken);
        return new(tracks, playlists, first, SearchTimes.Of(repeats), roundTrips, _embeddings, _pairs);
    }

    /// <summary>Fewest of several repeats: what the service does beside them, such as looking for open backfills, takes the same way.</summary>
    private async Task<long> CountAsync(ServiceUnderTest embedding, CancellationToken cancellationToken)
    {
        var direct = new NpgsqlConnectionStringBuilder(database.ConnectionString);
        await using var proxy = new RoundTripProxy(direct.Host!, direct.Port);
        var counted = new NpgsqlConnectionStringBuilder(direct.ConnectionString) { Host = "127.0.0.1", Port = proxy.Port, SslMode = SslMode.Disable };
        await using var matching = await StartAsync(embedding, counted.ConnectionString, cancellationToken);
        var client = new MatchingService.MatchingServiceClient(matching.Channel);
        await RepeatAsync(client, cancellationToken);
        var fewest = long.MaxValue;
        for (var i = 0; i < CountedRepeats; i++)
        {
            var before = proxy.Count;
            await RepeatAsync(client, cancellationToken);
            fewest = Math.Min(fewest, proxy.Count - before);
        }

        return fewest;
    }

    private async Task RepeatAsync(MatchingService.MatchingServiceClient client, CancellationToken cancellationToken)
    {
        var response = await client.MatchAsync(new MatchRequest(), cancellationToken: cancellationToken);
        if (response.Cache != CacheState.Hit)
            throw new InvalidOperationException("A repeated match was not answered from the store.");
        _embeddings += response.Work.EmbeddingsComputed;
        _pairs += response.Work.PairsScored;
    }

    private Task<ServiceUnderTest> StartAsync(ServiceUnderTest embedding, string connectionString, CancellationToken cancellationToken) => ServiceUnderTest.StartServiceAsync(
        "Attune.Matching", cancellationToken,
        ("Storage__ConnectionString", connectionString), ("Messaging__Uri", broker.Uri), ("Messaging__Prefix", broker.Prefix), ("Embedding__Address", embedding.Address));
}
