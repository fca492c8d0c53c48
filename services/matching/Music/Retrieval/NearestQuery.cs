using System.Globalization;
using Attune.Matching.Models.Bundles;
using Npgsql;
using NpgsqlTypes;
using Pgvector;

namespace Attune.Matching.Music.Retrieval;

/// <summary>
/// The statements that find the nearest tracks, one batch and so one round trip: settings, a search by the index where it is valid, a
/// comparison with every vector where it is not. Which of the two runs is decided by the database in the same moment.
/// </summary>
/// <remarks>
/// By the index: candidates come in order of their distance in half precision, those of an older text of their track and those that are
/// excluded are passed over, and what is left is ranked again in full precision. The planner may not sort, because it would underestimate
/// what reading every vector costs: long vectors are stored outside the table's own pages, which is all that it counts. (A sort that has to
/// be done all the same then looks so dear that it would be compiled to machine code; hence no JIT.) Plans are made for the values at hand;
/// a plan for any model could not use the index of one.
///
/// A vector of zeros points nowhere: its distance from anything is NaN, which the database sorts behind every number, and the index does
/// not hold it. Such tracks are near nothing.
/// </remarks>
internal static class NearestQuery
{
    /// <summary>pgvector's limit for <c>hnsw.ef_search</c>.</summary>
    public const int LargestEfSearch = 1_000;

    // $1 query, $2 model, $3 revision, $4 excluded ids, $5 how many, $6 name of the index, $7 candidates.
    private const string Current = "track_embeddings e JOIN tracks t ON t.id = e.track_id AND t.text_hash = e.content_hash";
    private const string IndexIsValid = "EXISTS (SELECT FROM pg_index WHERE indexrelid = to_regclass($6) AND indisvalid AND indisready)";

    /// <summary>Settings of the transaction that the batch is, so that nothing of them stays behind.</summary>
    private const string Settings = """
        SELECT set_config('hnsw.ef_search', $1, true), set_config('hnsw.iterative_scan', $2, true),
            set_config('hnsw.max_scan_tuples', $3, true),
            set_config('plan_cache_mode', 'force_custom_plan', true), set_config('enable_sort', 'off', true), set_config('jit', 'off', true)
        """;

    public static string ByIndexSql(int dims) => $"""
        SELECT track_id, 1 - distance FROM (
            SELECT e.track_id, e.vector <=> $1 AS distance
            FROM {Current}
            WHERE {IndexIsValid} AND {Filter(dims)}
            ORDER BY e.{VectorIndex.Expression(dims)} <=> $1::halfvec({dims})
            LIMIT $7) AS candidates
        WHERE distance <> 'NaN'
        ORDER BY distance, track_id
        LIMIT $5
        """;

    public static string ByComparisonSql(int dims, bool always) => $"""
        SELECT track_id, 1 - distance FROM (
            SELECT e.track_id, e.vector <=> $1 AS distance
            FROM {Current}
            WHERE {(always ? "" : $"NOT {IndexIsValid} AND ")}{Filter(dims)}
            ORDER BY distance, e.track_id
            LIMIT $5) AS nearest
        WHERE distance <> 'NaN'
        """;

    /// <summary>How many candidates are ranked again for so many results.</summary>
    public static int CandidatesFor(int count) => (int)Math.Min(int.MaxValue, count + (count / 4L) + 10);

    public static NpgsqlBatchCommand SettingsFor(int count, RetrievalOptions options) => new(Settings)
    {
        Parameters =
        {
            Text(Math.Clamp(CandidatesFor(count), options.EfSearch, LargestEfSearch).ToString(CultureInfo.InvariantCulture)),
            Text(options.IterativeScan switch { IterativeScan.Off => "off", IterativeScan.RelaxedOrder => "relaxed_order", _ =>
                "strict_order" }),
            Text(options.MaxScanTuples.ToString(CultureInfo.InvariantCulture)),
        },
    };

    public static NpgsqlBatchCommand ByIndex(float[] query, ModelKey model, int count, string[] excluded)
    {
        var command = Command(ByIndexSql(model.Dims), query, model, count, excluded);
        command.Parameters.Add(Text(VectorIndex.NameOf(model)));
        command.Parameters.Add(new() { Value = (long)CandidatesFor(count) });
        return command;
    }

    /// <param name="query">Unit vector.</param>
    /// <param name="model">Whose vectors.</param>
    /// <param name="count">How many.</param>
    /// <param name="excluded">Tracks that are not wanted.</param>
    /// <param name="always">Also where there is an index.</param>
    public static NpgsqlBatchCommand ByComparison(float[] query, ModelKey model, int count, string[] excluded, bool always = false)
    {
        var command = Command(ByComparisonSql(model.Dims, always), query, model, count, excluded);
        if (!always) command.Parameters.Add(Text(VectorIndex.NameOf(model)));
        return command;
    }

    private static NpgsqlBatchCommand Command(string sql, float[] query, ModelKey model, int count, string[] excluded) => new(sql)
    {
        Parameters =
        {
            new() { Value = new Vector(query) }, Text(model.Name), Text(model.Revision),
            new() { Value = excluded, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text }, new() { Value = (long)count },
        },
    };

    // The length stands in the text, as it does in the index's own condition.
    private static string Filter(int dims) => $"e.model = $2 AND e.revision = $3 AND e.dims = {dims} AND e.track_id <> ALL($4)";

    private static NpgsqlParameter Text(string text) => new() { Value = text };
}
