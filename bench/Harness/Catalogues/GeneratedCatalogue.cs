using Attune.Contracts.Matching.V1;
using Grpc.Net.Client;

namespace Attune.Bench.Harness.Catalogues;

/// <summary>A catalogue of any size, the same for the same seed: tracks whose words come from short lists, and whose texts all differ.</summary>
internal static class GeneratedCatalogue
{
    /// <summary>Begins the id of every generated track.</summary>
    public const string Prefix = "made-";

    private const int RowsAMessage = 500;

    private static readonly string[] Adjectives = ["Silver", "Quiet", "Burning", "Distant", "Golden", "Broken", "Velvet", "Hollow", "Electric", "Frozen", "Paper", "Crimson", "Gentle", "Restless", "Lonely", "Endless"];
    private static readonly string[] Nouns = ["River", "Morning", "Highway", "Garden", "Mirror", "Harbour", "Summer", "Shadow", "Station", "Ocean", "Window", "Fever", "Letter", "Mountain", "Carousel", "Thunder"];
    private static readonly string[] Names = ["Marlow", "Okafor", "Lindqvist", "Tanaka", "Moreau", "Castillo", "Novak", "Haddad", "Keane", "Iyer", "Silva", "Brandt", "Yilmaz", "Petrov", "Nguyen", "Adeyemi"];
    private static readonly string[] Bands = ["Quartet", "Collective", "and the Sparrows", "Orchestra", "Trio", "Sound System", "Brothers", "Ensemble"];
    private static readonly string[] Genres = ["jazz", "rock", "folk", "techno", "ambient", "soul", "reggae", "hip hop", "metal", "classical", "disco", "blues"];
    private static readonly string[] Moods = ["calm", "joyful", "dark", "aggressive", "nostalgic", "dreamy", "triumphant", "melancholic", "tender", "restless"];
    private static readonly string[] Themes = ["freedom", "first love", "leaving home", "the sea", "night drives", "growing old", "city lights", "faith", "heartbreak", "summer"];

    public static IEnumerable<Track> Tracks(int count, int seed)
    {
        var random = new Random(seed);
        for (var number = 0; number < count; number++)
        {
            yield return new Track
            {
                Id = $"{Prefix}{number:D7}",
                // The number makes every text another one, and thus every vector a computation of its own.
                Title = $"{Pick(Adjectives)} {Pick(Nouns)} No. {number}",
                Artists = { $"{Pick(Names)} {Pick(Bands)}" },
                Album = $"{Pick(Nouns)} of {Pick(Nouns)}",
                Genres = { Pick(Genres) },
                Moods = { random.GetItems(Moods, 2).Distinct() },
                Themes = { Pick(Themes) },
                Audio = new AudioFeatures { TempoBpm = random.Next(60, 180), Energy = random.NextDouble(), Valence = random.NextDouble(), Estimated = true },
            };
        }

        string Pick(string[] words) => words[random.Next(words.Length)];
    }

    /// <summary>Imports them through the service, as any client would.</summary>
    public static async Task ImportAsync(GrpcChannel channel, int count, int seed, CancellationToken cancellationToken)
    {
        using var call = new CatalogService.CatalogServiceClient(channel).ImportTracks(cancellationToken: cancellationToken);
        foreach (var rows in Tracks(count, seed).Index().Chunk(RowsAMessage))
            await call.RequestStream.WriteAsync(new ImportTracksRequest { Rows = { rows.Select(row => new TrackRow { Number = row.Index + 1, Track = row.Item }) } }, cancellationToken);
        await call.RequestStream.CompleteAsync();
        var summary = (await call.ResponseAsync).Summary;
        if (summary.Inserted != count)
            throw new InvalidOperationException($"Of {count} generated tracks, {summary.Inserted} were imported and {summary.Rejected} refused.");
    }
}
