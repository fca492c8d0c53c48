using Dapper;
using Npgsql;

namespace Attune.Training.Registry;

/// <summary>Writes models; see <see cref="ModelRegistry"/> for reading.</summary>
internal static class ModelStore
{
    /// <summary>Stores a model under the hash of its content; one that is there already stays as it is.</summary>
    public static Task InsertAsync(
        NpgsqlConnection connection, string id, string content, double testAccuracy, Guid runId, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(new CommandDefinition(
            "INSERT INTO ml_models (id, content, test_accuracy, run_id) VALUES (@id, @content, @testAccuracy, @runId) ON " +
            "CONFLICT DO NOTHING",
            new { id, content, testAccuracy, runId }, cancellationToken: cancellationToken));
}
