using Attune.Contracts.Embedding.V1;
using Attune.Hosting.Errors;
using Npgsql;

namespace Attune.Matching.Embeddings;

/// <summary>Computes vectors that the store lacks and stores them. What several concurrent calls miss is computed by one of them.</summary>
internal sealed class VectorComputer(IEmbedder embedder)
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
    public Task<ComputedVectors> ComputeAsync(
        NpgsqlConnection connection, IEmbeddingSubject subject, IReadOnlyList<Embeddable> missing, ModelKey model, CancellationToken cancellationToken) =>
        ComputeAsync(connection, subject, missing, model, embedder, look: true, static (_, saveAsync, token) => saveAsync(token), cancellationToken);

    /// <summary>
    /// The same by another way to the embedding service, and with more in the transaction that stores. For those that have just looked: what others store meanwhile is not
    /// looked for again; at worst it is computed twice, and stored once.
    /// </summary>
    /// <inheritdoc cref="ComputeAsync(NpgsqlConnection, IEmbeddingSubject, IReadOnlyList{Embeddable}, ModelKey, CancellationToken)"/>
    public Task<ComputedVectors> ComputeAsync(
        NpgsqlConnection connection, IEmbeddingSubject subject, IReadOnlyList<Embeddable> missing, ModelKey model, IEmbedder way, WriteScope write, CancellationToken cancellationToken) =>
        ComputeAsync(connection, subject, missing, model, way, look: false, write, cancellationToken);

    private async Task<ComputedVectors> ComputeAsync(
        NpgsqlConnection connection, IEmbeddingSubject subject, IReadOnlyList<Embeddable> missing, ModelKey model, IEmbedder way, bool look, WriteScope write, CancellationToken cancellationToken)
    {
        var computed = 0L;
        var items = new Dictionary<VectorKey, Embeddable>();
        foreach (var item in missing) items[KeyOf(item)] = item;
        var vectors = await _flights.GetAsync(items.Keys, async (claimed, deliver, token) =>
        {
            var stored = look ? await VectorStore.FindAsync(connection, subject, model, [.. claimed.Select(key => items[key])], token) : [];
            foreach (var vector in stored) deliver(new VectorKey(subject.VectorTable, vector.Id, vector.ContentHash, model), vector.Values);
            var known = stored.Select(vector => (vector.Id, vector.ContentHash)).ToHashSet();
            foreach (var chunk in claimed.Where(key => !known.Contains((key.Id, key.ContentHash))).Chunk(EmbeddingClient.LargestCall))
            {
                var (values, refusal) = await EmbedAsync(way, [.. chunk.Select(key => items[key].Text)], subject.InputType, model, token);
                (VectorKey Key, float[] Values)[] made = [.. chunk.Zip(values).Where(pair => pair.Second is not null).Select(pair => (pair.First, pair.Second!))];
                computed += made.Length;
                await write(connection, save => VectorStore.SaveAsync(connection, subject, model, made.Select(one => new StoredVector(one.Key.Id, one.Key.ContentHash, one.Values)), save), token);
                foreach (var (key, vector) in made) deliver(key, vector);
                if (refusal is not null) throw new ItemsRefusedException(refusal.Problems.ToDictionary(problem => chunk[problem.Key].Id, problem => problem.Value, StringComparer.Ordinal));
            }
        }, cancellationToken);
        return new ComputedVectors([.. missing.Select(item => new StoredVector(item.Id, item.ContentHash, vectors[KeyOf(item)]))], computed);

        VectorKey KeyOf(Embeddable item) => new(subject.VectorTable, item.Id, item.ContentHash, model);
    }

    private static async Task<(IReadOnlyList<float[]?> Vectors, TextsRefusedException? Refusal)> EmbedAsync(
        IEmbedder way, string[] texts, InputType inputType, ModelKey model, CancellationToken cancellationToken)
    {
        try
        {
            return (await way.EmbedAsync(texts, inputType, model, cancellationToken), null);
        }
        catch (TextsRefusedException refusal)
        {
            return (refusal.Vectors, refusal);
        }
    }
}
