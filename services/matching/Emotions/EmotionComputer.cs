using Attune.Contracts.Embedding.V1;
using Attune.Hosting.Errors;
using Attune.Matching.Embeddings;
using Npgsql;

namespace Attune.Matching.Emotions;

/// <summary>Computes emotions that the store lacks and stores them. What several concurrent calls miss is computed by one of them.</summary>
internal sealed class EmotionComputer(EmbeddingClient client)
{
    private readonly SingleFlight<EmotionKey, StoredEmotions> _flights = new();

    /// <summary>Stores in steps of one call to the embedding service: when that goes down on the way, what was computed until then is kept.</summary>
    /// <param name="connection">Outside of a snapshot: what others store meanwhile must be seen.</param>
    /// <param name="missing">What the caller found missing (see <see cref="EmotionStore.MissingAsync"/>).</param>
    /// <param name="model">By which model.</param>
    /// <param name="cancellationToken">Of this call; those that wait for it take over.</param>
    /// <exception cref="DependencyUnavailableException">The embedding service is away or full.</exception>
    /// <exception cref="PreconditionException">It serves another model by now.</exception>
    public Task<ComputedEmotions> ComputeAsync(NpgsqlConnection connection, IReadOnlyList<Embeddable> missing, EmotionModel model, CancellationToken cancellationToken) =>
        ComputeAsync(connection, missing, model, Priority.Interactive, static (_, saveAsync, token) => saveAsync(token), cancellationToken);

    /// <summary>The same at another priority, and with more in the transaction that stores.</summary>
    /// <inheritdoc cref="ComputeAsync(NpgsqlConnection, IReadOnlyList{Embeddable}, EmotionModel, CancellationToken)"/>
    public async Task<ComputedEmotions> ComputeAsync(
        NpgsqlConnection connection, IReadOnlyList<Embeddable> missing, EmotionModel model, Priority priority, WriteScope write, CancellationToken cancellationToken)
    {
        var computed = 0L;
        var items = new Dictionary<EmotionKey, Embeddable>();
        foreach (var item in missing) items[KeyOf(item)] = item;
        var emotions = await _flights.GetAsync(items.Keys, async (claimed, deliver, token) =>
        {
            var stored = (await EmotionStore.FindAsync(connection, model, [.. claimed.Select(key => items[key])], token))
                .ToDictionary(found => new EmotionKey(found.Id, found.ContentHash, model.Key));
            foreach (var (key, found) in stored) deliver(key, found);
            foreach (var chunk in claimed.Where(key => !stored.ContainsKey(key)).Chunk(EmbeddingClient.LargestCall))
            {
                var values = await client.EmotionsAsync([.. chunk.Select(key => items[key].Text)], model, token, priority);
                computed += chunk.Length;
                StoredEmotions[] rows = [.. chunk.Select((key, i) => new StoredEmotions(key.TrackId, key.ContentHash, values[i].Buckets, values[i].Labels))];
                await write(connection, save => EmotionStore.SaveAsync(connection, model.Key, rows, save), token);
                foreach (var (key, row) in chunk.Zip(rows)) deliver(key, row);
            }
        }, cancellationToken);
        return new ComputedEmotions([.. missing.Select(item => emotions[KeyOf(item)])], computed);

        EmotionKey KeyOf(Embeddable item) => new(item.Id, item.ContentHash, model.Key);
    }
}
