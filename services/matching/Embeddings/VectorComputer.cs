using Attune.Hosting.Errors;
using Npgsql;

namespace Attune.Matching.Embeddings;

/// <summary>Computes vectors that the store lacks and stores them. What several concurrent calls miss is computed by one of them.</summary>
internal sealed class VectorComputer(EmbeddingClient embedder)
{
    private readonly SingleFlight<VectorKey, float[]> _flights = new();

    /// <summary>Stores in steps of one call to the embedding service: when that goes down on the way, what was computed until then is kept.</summary>
    /// <param name="connection">Outside of a snapshot: what others store meanwhile must be seen.</param>
    /// <param name="subject">What kind of things.</param>
    /// <param name="missing">What the caller found missing.</param>
    /// <param name="model">By which model.</param>
    /// <param name="cancellationToken">Of this call; those that wait for it take over.</param>
    /// <exception cref="DependencyUnavailableException">The embedding service is away or full.</exception>
    /// <exception cref="PreconditionException">It serves another model by now.</exception>
    public async Task<ComputedVectors> ComputeAsync(
        NpgsqlConnection connection, IEmbeddingSubject subject, IReadOnlyList<Embeddable> missing, ModelKey model, CancellationToken cancellationToken)
    {
        var computed = 0L;
        var items = new Dictionary<VectorKey, Embeddable>();
        foreach (var item in missing) items[KeyOf(item)] = item;
        var vectors = await _flights.GetAsync(items.Keys, async (claimed, deliver, token) =>
        {
            var stored = await VectorStore.FindAsync(connection, subject, model, [.. claimed.Select(key => items[key])], token);
            foreach (var vector in stored) deliver(new VectorKey(subject.VectorTable, vector.Id, vector.ContentHash, model), vector.Values);
            var known = stored.Select(vector => (vector.Id, vector.ContentHash)).ToHashSet();
            foreach (var chunk in claimed.Where(key => !known.Contains((key.Id, key.ContentHash))).Chunk(EmbeddingClient.LargestCall))
            {
                var values = await embedder.EmbedAsync([.. chunk.Select(key => items[key].Text)], subject.InputType, model, token);
                computed += chunk.Length;
                await VectorStore.SaveAsync(connection, subject, model, chunk.Select((key, i) => new StoredVector(key.Id, key.ContentHash, values[i])), token);
                foreach (var (i, key) in chunk.Index()) deliver(key, values[i]);
            }
        }, cancellationToken);
        return new ComputedVectors([.. missing.Select(item => new StoredVector(item.Id, item.ContentHash, vectors[KeyOf(item)]))], computed);

        VectorKey KeyOf(Embeddable item) => new(subject.VectorTable, item.Id, item.ContentHash, model);
    }
}
