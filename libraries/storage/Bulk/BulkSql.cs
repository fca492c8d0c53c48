namespace Attune.Storage;

/// <summary>The statements of a bulk write.</summary>
/// <param name="Stage">
/// Makes an empty staging table with the target's column types, so that a vector of the wrong length fails while it is copied.
/// </param>
/// <param name="Copy">Fills it.</param>
/// <param name="Merge">Moves its rows into the target and returns the numbers of inserted and of updated rows.</param>
/// <param name="Unstage">Drops it.</param>
internal sealed record BulkSql(string Stage, string Copy, string Merge, string Unstage)
{
    public static BulkSql Create(string table, string[] columns, string[] key, string[] updated)
    {
        var target = string.Join('.', table.Split('.').Select(Quote));
        var stage = $"pg_temp.{Quote($"stage_{table}")}";
        var list = List(columns);
        var keys = List(key);
        var conflict = updated.Length == 0
            ? "NOTHING"
            : $"""
               UPDATE SET {string.Join(", ", updated.Select(column => $"{Quote(column)} = EXCLUDED.{Quote(column)}"))}
               WHERE ({List(updated, "target.")}) IS DISTINCT FROM ({List(updated, "EXCLUDED.")})
               """;

        return new BulkSql(
            // Not ON COMMIT DROP: the caller may have no transaction.
            Stage: $"DROP TABLE IF EXISTS {stage}; CREATE TEMPORARY TABLE {stage} AS SELECT {list} FROM {target} WITH NO DATA",
            Copy: $"COPY {stage} ({list}) FROM STDIN (FORMAT BINARY)",
            // Ordered by key, so that two writers of the same rows wait for each other instead of deadlocking; the last of
            // equal keys, because one statement cannot update a row twice. xmax is 0 in a row that was not there before.
            Merge: $"""
                    WITH merged AS (
                        INSERT INTO {target} AS target ({list})
                        SELECT DISTINCT ON ({keys}) {list} FROM {stage} ORDER BY {List(key)}, ctid DESC
                        ON CONFLICT ({keys}) DO {conflict}
                        RETURNING (xmax = 0) AS inserted
                    )
                    SELECT count(*) FILTER (WHERE inserted), count(*) FILTER (WHERE NOT inserted) FROM merged
                    """,
            Unstage: $"DROP TABLE {stage}");
    }

    private static string List(IEnumerable<string> columns, string prefix = "") =>
        string.Join(", ", columns.Select(column => prefix + Quote(column)));

    private static string Quote(string identifier) => $"\"{identifier.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
