using Attune.Contracts.Embedding.V1;
using Attune.Hosting.Errors;
using Attune.Matching.Models.Bundles;
using Attune.Matching.Models.Calls;
using Attune.Matching.Models.Outputs;
using Attune.Numerics;
using Attune.Storage;
using Npgsql;

namespace Attune.Matching.Models.Vectors;

/// <summary>Computes vectors that the store lacks and stores them. What several concurrent calls miss is computed by one of them.</summary>
internal sealed class VectorComputer(IEmbedder embedder)
{
    // Vectors of one text in different company differ by far less, those of two texts by far more.
    private const float Same = 0.99999f;

    private readonly SingleFlight<VectorKey, Answer<float[]>> _flights = new();
    private readonly GlueOutputs<Answer<float[]>> _glue = new();

    /// <summary>
    /// Stores in steps of one call to the embedding service: when that goes down on the way, what was computed until then is kept.
    /// </summary>
    /// <param name="connection">Outside of a snapshot: what others store meanwhile must be seen.</param>
    /// <param name="subject">What kind of things.</param>
    /// <param name="missing">What the caller found missing.</param>
    /// <param name="model">By which model.</param>
    /// <param name="cancellationToken">Of this call; those that wait for it take over.</param>
    /// <exception cref="DependencyUnavailableException">The embedding service is away or full.</exception>
    /// <exception cref="PreconditionException">It serves another model by now.</exception>
    public Task<ComputedVectors> ComputeAsync(
        NpgsqlConnection connection, IEmbeddingSubject subject, IReadOnlyList<Embeddable> missing, ModelKey model,
        CancellationToken cancellationToken) =>
        ComputeAsync(
            connection, subject, missing, model, embedder, look: true, static (_, saveAsync, token) => saveAsync(token), cancellationToken);

    /// <summary>
    /// The same by another way to the embedding service, and with more in the transaction that stores. For those that have just looked:
    /// what others store meanwhile is not looked for again; at worst it is computed twice, and stored once.
    /// </summary>
    /// <inheritdoc cref="ComputeAsync(NpgsqlConnection, IEmbeddingSubject, IReadOnlyList{Embeddable}, ModelKey, CancellationToken)"/>
    public Task<ComputedVectors> ComputeAsync(
        NpgsqlConnection connection, IEmbeddingSubject subject, IReadOnlyList<Embeddable> missing, ModelKey model, IEmbedder way,
        WriteScope write, CancellationToken cancellationToken) =>
        ComputeAsync(connection, subject, missing, model, way, look: false, write, cancellationToken);

    private async Task<ComputedVectors> ComputeAsync(
        NpgsqlConnection connection, IEmbeddingSubject subject, IReadOnlyList<Embeddable> missing, ModelKey model, IEmbedder way, bool look,
        WriteScope write, CancellationToken cancellationToken)
    {
        var computed = 0L;
        var items = new Dictionary<VectorKey, Embeddable>();
        foreach (var item in missing) items[KeyOf(item)] = item;
        var vectors = await _flights.GetAsync(items.Keys, async (claimed, deliver, token) =>
        {
            var stored = look ? await VectorStore.FindAsync(connection, subject, model, [.. claimed.Select(key => items[key])], token) : [];
            foreach (var vector in stored)
                deliver(new VectorKey(subject.VectorTable, vector.Id, vector.ContentHash, model), Answer<float[]>.Of(vector.Values));
            var known = stored.Select(vector => (vector.Id, vector.ContentHash)).ToHashSet();
            foreach (var chunk in claimed.Where(key => !known.Contains((key.Id, key.ContentHash))).Chunk(EmbeddingClient.LargestCall))
            {
                var answers = await EmbedAsync(way, [.. chunk.Select(key => items[key])], subject.InputType, model, token);
                StoredVector[] made = [.. Made(chunk.Zip(answers))];
                computed += made.Length;
                if (made.Length > 0) await write(connection, save => VectorStore.SaveAsync(connection, subject, model, made, save), token);
                var refused = chunk.Zip(answers).Where(pair => pair.Second.Refusal is not null);
                await RefusalStore.SaveAsync(
                    connection, subject.VectorTable, model, [.. refused.Select(pair => (pair.First.ContentHash, pair.Second.Refusal!))],
                    token);
                string[] learnt = [.. made.Select(vector => vector.ContentHash)];
                // Only those that ask whatever is known of refusals can learn better.
                if (!look) await RefusalStore.ForgetAsync(connection, subject.VectorTable, model, learnt, token);
                foreach (var (key, answer) in chunk.Zip(answers)) deliver(key, answer);
            }
        }, cancellationToken);
        var refusals = missing.Where(item => vectors[KeyOf(item)].Refusal is not null);
        return new ComputedVectors(
            [.. Made(missing.Select(item => (KeyOf(item), vectors[KeyOf(item)])))],
            [.. refusals.Select(item => new Refusal(subject.VectorTable, item.Id, vectors[KeyOf(item)].Refusal!))], computed);

        VectorKey KeyOf(Embeddable item) => new(subject.VectorTable, item.Id, item.ContentHash, model);
    }

    /// <summary>A text of which the model makes the same as of its glue says nothing: it knows none of the words.</summary>
    private async Task<Answer<float[]>[]> EmbedAsync(
        IEmbedder way, Embeddable[] items, InputType inputType, ModelKey model, CancellationToken cancellationToken)
    {
        var answers = await way.EmbedAsync([.. items.Select(item => item.Text)], inputType, model, cancellationToken);
        var glue = await _glue.GetAsync(
            items.Select(item => item.Glue), model, texts => way.EmbedAsync(texts, inputType, model, cancellationToken));
        return [.. answers.Zip(items, (answer, item) => SaysNothing(answer, item) ? Answer<float[]>.Of(new float[model.Dims]) : answer)];

        bool SaysNothing(Answer<float[]> answer, Embeddable item) => item.Glue is { } text && AreSame(answer.Value, glue[text].Value);
    }

    private static IEnumerable<StoredVector> Made(IEnumerable<(VectorKey Key, Answer<float[]> Answer)> answers) => answers
        .Where(pair => pair.Answer.Value is not null)
        .Select(pair => new StoredVector(pair.Key.Id, pair.Key.ContentHash, pair.Answer.Value!));

    private static bool AreSame(float[]? text, float[]? glue) =>
        text is not null && glue is not null && VectorMath.Dot(text, glue) >= Same * VectorMath.Dot(text, text);
}
