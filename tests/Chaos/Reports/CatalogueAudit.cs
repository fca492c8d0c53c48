using Npgsql;

namespace Attune.Chaos.Reports;

/// <summary>What is in the store after a backfill, counted in the rows themselves.</summary>
/// <param name="Tracks">In the catalogue.</param>
/// <param name="Rows">Vectors of tracks.</param>
/// <param name="Lost">Tracks without a vector of their present text by the job's model.</param>
/// <param name="Duplicates">Vectors beyond the first of a track and model; each track has had one text only.</param>
/// <param name="Unplanned">Tracks in no batch.</param>
/// <param name="PlannedTwice">Items of batches beyond the first of a track.</param>
/// <param name="Miscounted">Items that the batches have booked, computed, skipped or failed, less those that they hold.</param>
/// <param name="Failed">Items booked as failed.</param>
/// <param name="OpenBatches">Not finished.</param>
internal sealed record CatalogueAudit(long Tracks, long Rows, long Lost, long Duplicates, long Unplanned, long PlannedTwice, long Miscounted, long Failed, long OpenBatches)
{
    /// <summary>Nothing lost, nothing doubled, every item booked once.</summary>
    public bool IsClean => (Lost, Duplicates, Unplanned, PlannedTwice, Miscounted, Failed, OpenBatches) == default && Rows == Tracks;

    public static async Task<CatalogueAudit> TakeAsync(NpgsqlDataSource database, Guid job, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("""
            WITH job AS (SELECT * FROM backfill_jobs WHERE id = $1),
                batches AS (SELECT * FROM backfill_batches WHERE job_id = $1),
                items AS (SELECT unnest(item_ids) AS id FROM batches)
            SELECT
                (SELECT count(*) FROM tracks),
                (SELECT count(*) FROM track_embeddings),
                (SELECT count(*) FROM tracks t WHERE NOT EXISTS (
                    SELECT FROM track_embeddings e, job WHERE e.track_id = t.id AND e.content_hash = t.text_hash AND e.model = job.model AND e.revision = job.revision)),
                (SELECT count(*) - count(DISTINCT (track_id, model, revision)) FROM track_embeddings),
                (SELECT count(*) FROM tracks t WHERE NOT EXISTS (SELECT FROM items WHERE items.id = t.id)),
                (SELECT count(*) - count(DISTINCT id) FROM items),
                (SELECT coalesce(sum(computed + skipped + failed), 0)::bigint FROM batches) - (SELECT count(*) FROM items),
                (SELECT coalesce(sum(failed), 0)::bigint FROM batches),
                (SELECT count(*) FROM batches WHERE finished_at IS NULL)
            """);
        command.CommandTimeout = 0;
        command.Parameters.Add(new() { Value = job });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        long[] counts = [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetInt64)];
        return new(counts[0], counts[1], counts[2], counts[3], counts[4], counts[5], counts[6], counts[7], counts[8]);
    }
}
