using System.Data.Common;
using Attune.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Attune.Matching.Music.Shortlists;

/// <summary>
/// Stage 1's lists in the store: the latest for a profile, a way of scoring and a scope. Unlike what models compute they are replaced; a
/// lost one costs scoring, nothing else.
/// </summary>
internal static class StageOneListStore
{
    private static readonly BulkTable<Row> Table = BulkTable.For<Row>("stage_one_lists")
        .Column("profile_hash", NpgsqlDbType.Text, row => row.List.ProfileHash)
        .Column("scoring_hash", NpgsqlDbType.Text, row => row.Scoring)
        .Column("scope_hash", NpgsqlDbType.Text, row => row.Scope)
        .Column("candidate_set_hash", NpgsqlDbType.Text, row => row.List.CandidateSetHash)
        .Column("complete", NpgsqlDbType.Boolean, row => row.List.Complete)
        .Column("track_ids", NpgsqlDbType.Array | NpgsqlDbType.Text,
            row => row.List.Candidates.Select(candidate => candidate.TrackId).ToArray())
        .Column("scores", NpgsqlDbType.Array | NpgsqlDbType.Real, row => row.List.Candidates.Select(candidate => candidate.Score).ToArray())
        .Column("signals", NpgsqlDbType.Array | NpgsqlDbType.Real,
            row => row.List.Candidates.SelectMany(candidate => candidate.Signals).ToArray())
        .Column("updated_at", NpgsqlDbType.TimestampTz, row => row.Now)
        .OnConflict("profile_hash", "scoring_hash", "scope_hash")
        .DoUpdate("candidate_set_hash", "complete", "track_ids", "scores", "signals", "updated_at");

    /// <summary>By profile hash, in one round trip.</summary>
    public static async Task<IReadOnlyDictionary<string, StageOneList>> FindAsync(
        NpgsqlConnection connection, IEnumerable<string> profileHashes, string scoring, string scope, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("""
            SELECT profile_hash, candidate_set_hash, complete, track_ids, scores, signals FROM stage_one_lists
            WHERE profile_hash = ANY($1) AND scoring_hash = $2 AND scope_hash = $3
            """, connection) { Parameters = { new() { Value = profileHashes.ToArray() }, new() { Value = scoring },
                new() { Value = scope } } };
        var found = new Dictionary<string, StageOneList>(StringComparer.Ordinal);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var list = Read(reader);
            found.Add(list.ProfileHash, list);
        }
        return found;
    }

    /// <param name="connection">Outside any snapshot.</param>
    /// <param name="lists">Of sets that are stored.</param>
    /// <param name="scoring">How they were scored.</param>
    /// <param name="scope">What they were chosen from.</param>
    /// <param name="now">When.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static Task<long> SaveAsync(
        NpgsqlConnection connection, IEnumerable<StageOneList> lists, string scoring, string scope, DateTimeOffset now,
        CancellationToken cancellationToken) =>
        BulkUpsert.ExecuteAsync(
            connection, Table, [.. lists.Select(list => new Row(list, scoring, scope, now.UtcDateTime))], cancellationToken);

    private static StageOneList Read(DbDataReader reader)
    {
        var ids = reader.GetFieldValue<string[]>(3);
        var scores = reader.GetFieldValue<float[]>(4);
        var signals = reader.GetFieldValue<float[]>(5);
        var width = ids.Length == 0 ? 0 : signals.Length / ids.Length;
        return new StageOneList(
            reader.GetString(0), reader.GetString(1), reader.GetBoolean(2),
            [.. ids.Select((id, i) => new Candidate(id, scores[i], signals[(i * width)..((i + 1) * width)]))]);
    }

    private readonly record struct Row(StageOneList List, string Scoring, string Scope, DateTime Now);
}
