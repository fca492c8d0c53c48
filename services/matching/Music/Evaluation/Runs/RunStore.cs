using System.Data.Common;
using System.Text.Json;
using Attune.Contracts;
using Attune.Hosting.Errors;
using Attune.Matching.Music.Evaluation.Tasks;
using Npgsql;
using NpgsqlTypes;

namespace Attune.Matching.Music.Evaluation.Runs;

/// <summary>Runs under their identities; written once, never changed.</summary>
internal static class RunStore
{
    private const string Columns = "id, scorer, config_hash, bundle_hash, catalog_hash, spec, task, metrics, playlists, created_at";

    public static async Task<IReadOnlyDictionary<string, EvaluationRun>> FindAsync(
        NpgsqlConnection connection, IEnumerable<string> ids, CancellationToken cancellationToken)
    {
        string[] wanted = [.. ids];
        return (await ReadAsync(connection, "WHERE id = ANY($1)", [wanted], cancellationToken)).ToDictionary(
            run => run.Id, StringComparer.Ordinal);
    }

    /// <param name="connection">To the store.</param>
    /// <param name="reference">An id, or the beginning of its digits.</param>
    /// <param name="field">What to name in errors.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task<EvaluationRun> GetAsync(
        NpgsqlConnection connection, string reference, string field, CancellationToken cancellationToken)
    {
        const int Shortest = 6;
        if (reference.Length < Shortest || reference.Contains('\0'))
            throw new InvalidRequestException(field, $"must be the id of a run, or at least {Shortest} of its digits");
        var found = await ReadAsync(
            connection, "WHERE starts_with(id, $1) OR starts_with(id, $2) LIMIT 2", [reference, $"{Versions.EvaluationRun}_{reference}"],
            cancellationToken);
        return found switch
        {
            [] => throw new ResourceNotFoundException(
                $"There is no evaluation run {Quote.Text(reference)}. ListRuns lists those that there are."),
            [var run] => run,
            _ => throw new InvalidRequestException(field, $"is {Quote.Text(reference)}, which several runs begin with; give more digits"),
        };
    }

    /// <summary>The latest first.</summary>
    public static Task<IReadOnlyList<EvaluationRun>> ListAsync(
        NpgsqlConnection connection, int most, CancellationToken cancellationToken) =>
        ReadAsync(connection, "ORDER BY created_at DESC, id LIMIT $1", [most], cancellationToken);

    /// <summary>Stores the run unless it is there.</summary>
    public static async Task SaveAsync(NpgsqlConnection connection, EvaluationRun run, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand($"""
            INSERT INTO evaluation_runs (spec_hash, algorithm, {Columns})
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) ON CONFLICT DO NOTHING
            """, connection)
        {
            Parameters =
            {
                new() { Value = run.Identity.Spec.Hash }, new() { Value = Versions.MatchingAlgorithm }, new() { Value = run.Id },
                new() { Value = run.Identity.Scorer },
                new() { Value = run.Identity.ConfigHash }, new() { Value = run.Identity.BundleHash },
                new() { Value = run.Identity.CatalogHash },
                Json(run.Identity.Spec.ToJson().ToJsonString()), Json(Text(run.Task)), Json(Text(run.Metrics)), Json(Text(run.Playlists)),
                new() { Value = run.CreatedAt },
            },
        };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task<IReadOnlyList<EvaluationRun>> ReadAsync(
        NpgsqlConnection connection, string condition, object[] parameters, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand($"SELECT {Columns} FROM evaluation_runs {condition}", connection);
        foreach (var parameter in parameters) command.Parameters.Add(new() { Value = parameter });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var runs = new List<EvaluationRun>();
        while (await reader.ReadAsync(cancellationToken)) runs.Add(Read(reader));
        return runs;
    }

    private static EvaluationRun Read(DbDataReader reader) => new(
        reader.GetString(0),
        new RunIdentity(
            reader.GetString(1), reader.GetString(2), reader.GetString(3), reader.GetString(4),
            EvaluationSpec.FromJson(reader.GetString(5))),
        Parse<TaskSummary>(reader.GetString(6)), Parse<MetricSummary[]>(reader.GetString(7)), Parse<PlaylistFigures[]>(reader.GetString(8)),
        reader.GetDateTime(9));

    private static string Text<T>(T value) => JsonSerializer.Serialize(value, JsonSerializerOptions.Web);

    private static T Parse<T>(string json) => JsonSerializer.Deserialize<T>(json, JsonSerializerOptions.Web)!;

    private static NpgsqlParameter Json(string json) => new() { Value = json, NpgsqlDbType = NpgsqlDbType.Jsonb };
}
