using Attune.Contracts.Embedding.V1;
using Attune.Hosting.Errors;
using Attune.Matching.Models.Bundles;
using Attune.Matching.Models.Calls;
using Attune.Matching.Music.Inputs;
using Npgsql;
using Pgvector;

namespace Attune.Matching.Music.Matches;

/// <summary>Vectors of texts that are searched with: from the store, computed and stored where it has none.</summary>
internal sealed class QueryVectors(NpgsqlDataSource database, EmbeddingClient embedder)
{
    /// <returns>Null when the embedding service cannot make it now; the run says why.</returns>
    public async Task<float[]?> GetAsync(QuestionRun run, string text, string textHash, CancellationToken cancellationToken)
    {
        var model = run.Bundle.Embedder;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        if (await FindAsync(connection, textHash, model, cancellationToken) is { } known) return known;
        try
        {
            var answer = (await embedder.EmbedAsync([text], InputType.Query, model, cancellationToken))[0];
            // There is nothing else to search by.
            if (answer.Value is not { } vector)
                throw new PreconditionException($"This text cannot be searched with: {answer.Refusal}. Use other words.");
            run.Tally.EmbeddingsComputed++;
            await SaveAsync(connection, textHash, model, vector, cancellationToken);
            return vector;
        }
        catch (DependencyUnavailableException error)
        {
            run.Tally.Fail(error.Message);
            run.Tally.MissVectors("query_embeddings", [textHash]);
            return null;
        }
    }

    private static async Task<float[]?> FindAsync(
        NpgsqlConnection connection, string textHash, ModelKey model, CancellationToken cancellationToken)
    {
        await using var command =
            new NpgsqlCommand("SELECT vector FROM query_embeddings WHERE text_hash = $1 AND model = $2 AND revision = $3", connection)
        {
            Parameters = { new() { Value = textHash }, new() { Value = model.Name }, new() { Value = model.Revision } },
        };
        return (await command.ExecuteScalarAsync(cancellationToken) as Vector)?.ToArray();
    }

    private static async Task SaveAsync(
        NpgsqlConnection connection, string textHash, ModelKey model, float[] vector, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            "INSERT INTO query_embeddings (text_hash, model, revision, dims, vector) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING",
            connection)
        {
            Parameters = { new() { Value = textHash }, new() { Value = model.Name }, new() { Value = model.Revision },
                new() { Value = model.Dims }, new() { Value = new Vector(vector) } },
        };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
