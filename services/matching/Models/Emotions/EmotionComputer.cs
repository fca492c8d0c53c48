using Attune.Contracts.Embedding.V1;
using Attune.Hosting.Errors;
using Attune.Matching.Models.Bundles;
using Attune.Matching.Models.Calls;
using Attune.Matching.Models.Outputs;
using Attune.Storage;
using Npgsql;

namespace Attune.Matching.Models.Emotions;

/// <summary>
/// Computes emotions that the store lacks and stores them. What several concurrent calls miss is computed by one of them.
/// </summary>
internal sealed class EmotionComputer(EmbeddingClient client)
{
    // Emotions of one text in different company differ by far less.
    private const float Same = 1e-4f;

    private readonly SingleFlight<EmotionKey, Answer<StoredEmotions>> _flights = new();
    private readonly GlueOutputs<Answer<TextEmotionValues>> _glue = new();

    /// <summary>
    /// Stores in steps of one call to the embedding service: when that goes down on the way, what was computed until then is kept.
    /// </summary>
    /// <param name="connection">Outside of a snapshot: what others store meanwhile must be seen.</param>
    /// <param name="missing">What the caller found missing.</param>
    /// <param name="model">By which model.</param>
    /// <param name="cancellationToken">Of this call; those that wait for it take over.</param>
    /// <exception cref="DependencyUnavailableException">The embedding service is away or full.</exception>
    /// <exception cref="PreconditionException">It serves another model by now.</exception>
    public Task<ComputedEmotions> ComputeAsync(
        NpgsqlConnection connection, IReadOnlyList<Embeddable> missing, EmotionModel model, CancellationToken cancellationToken) =>
        ComputeAsync(connection, missing, model, Priority.Interactive, static (_, saveAsync, token) => saveAsync(token), cancellationToken);

    /// <summary>The same at another priority, and with more in the transaction that stores.</summary>
    /// <inheritdoc cref="ComputeAsync(NpgsqlConnection, IReadOnlyList{Embeddable}, EmotionModel, CancellationToken)"/>
    public async Task<ComputedEmotions> ComputeAsync(
        NpgsqlConnection connection, IReadOnlyList<Embeddable> missing, EmotionModel model, Priority priority, WriteScope write,
        CancellationToken cancellationToken)
    {
        var computed = 0L;
        var items = new Dictionary<EmotionKey, Embeddable>();
        foreach (var item in missing) items[KeyOf(item)] = item;
        var emotions = await _flights.GetAsync(items.Keys, async (claimed, deliver, token) =>
        {
            var stored = (await EmotionStore.FindAsync(connection, model, [.. claimed.Select(key => items[key])], token))
                .ToDictionary(found => new EmotionKey(found.Id, found.ContentHash, model.Key));
            foreach (var (key, found) in stored) deliver(key, Answer<StoredEmotions>.Of(found));
            foreach (var chunk in claimed.Where(key => !stored.ContainsKey(key)).Chunk(EmbeddingClient.LargestCall))
            {
                var answers = await AskAsync([.. chunk.Select(key => items[key])], model, priority, token);
                StoredEmotions[] rows = [.. answers.Select(answer => answer.Value).OfType<StoredEmotions>()];
                computed += rows.Length;
                if (rows.Length > 0) await write(connection, save => EmotionStore.SaveAsync(connection, model.Key, rows, save), token);
                var refused = chunk.Zip(answers).Where(pair => pair.Second.Refusal is not null);
                await RefusalStore.SaveAsync(
                    connection, EmotionStore.TableName, model.Key,
                    [.. refused.Select(pair => (pair.First.ContentHash, pair.Second.Refusal!))], token);
                string[] learnt = [.. rows.Select(row => row.ContentHash)];
                if (priority == Priority.Backfill)
                    await RefusalStore.ForgetAsync(connection, EmotionStore.TableName, model.Key, learnt, token);
                foreach (var (key, answer) in chunk.Zip(answers)) deliver(key, answer);
            }
        }, cancellationToken);
        var refusals = missing.Where(item => emotions[KeyOf(item)].Refusal is not null);
        return new ComputedEmotions(
            [.. missing.Select(item => emotions[KeyOf(item)].Value).OfType<StoredEmotions>()],
            [.. refusals.Select(item => new Refusal(EmotionStore.TableName, item.Id, emotions[KeyOf(item)].Refusal!))], computed);

        EmotionKey KeyOf(Embeddable item) => new(item.Id, item.ContentHash, model.Key);
    }

    /// <summary>A text of which the model makes the same as of its glue says nothing: it knows none of the words.</summary>
    private async Task<Answer<StoredEmotions>[]> AskAsync(
        Embeddable[] items, EmotionModel model, Priority priority, CancellationToken cancellationToken)
    {
        var answers = await client.EmotionsAsync([.. items.Select(item => item.Text)], model, cancellationToken, priority);
        var glue = await _glue.GetAsync(
            items.Select(item => item.Glue), model.Key, texts => client.EmotionsAsync(texts, model, cancellationToken, priority));
        return [.. answers.Zip(items, (answer, item) => Of(item, answer, item.Glue is { } text ? glue[text].Value : null))];
    }

    private static Answer<StoredEmotions> Of(Embeddable item, Answer<TextEmotionValues> answer, TextEmotionValues? glue)
    {
        if (answer.Value is not { } values) return Answer<StoredEmotions>.Refused(answer.Refusal!);
        if (glue is not null && values.Labels.Zip(glue.Labels).All(pair => Math.Abs(pair.First - pair.Second) < Same))
            values = TextEmotionValues.Nothing(values.Buckets.Length, values.Labels.Length);
        return Answer<StoredEmotions>.Of(new StoredEmotions(item.Id, item.ContentHash, values.Buckets, values.Labels));
    }
}
