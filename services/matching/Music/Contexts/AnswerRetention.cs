using Attune.Hosting;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Attune.Matching.Music.Contexts;

/// <summary>
/// Forgets answers that nobody can be expected to ask for again, and what was kept to make the next ones cheaper. What models computed
/// stays: an answer made anew from it costs neither embeddings nor reranks.
/// </summary>
internal sealed partial class AnswerRetention(
    NpgsqlDataSource database, IOptions<MatchOptions> options, TimeProvider time, ILogger<AnswerRetention> logger)
    : RecurringService(time, looksAtOnce: false)
{
    // So few at a time that nobody waits for the locks.
    private const int AtOnce = 500;

    // Those that another process is deleting just now are skipped. A set is kept while a list refers to it, and for a while after it was
    // written, because its list is written next.
    private static readonly string[] Deletions =
    [
        "DELETE FROM match_contexts WHERE context_key IN (SELECT context_key FROM match_contexts WHERE created_at < $1 LIMIT $2 FOR " +
        "UPDATE SKIP LOCKED)",
        """
        DELETE FROM stage_one_lists l USING (
            SELECT profile_hash, scoring_hash, scope_hash FROM stage_one_lists WHERE updated_at < $1 LIMIT $2 FOR UPDATE SKIP LOCKED) AS old
        WHERE (l.profile_hash, l.scoring_hash, l.scope_hash) = (old.profile_hash, old.scoring_hash, old.scope_hash)
        """,
        """
        DELETE FROM candidate_sets WHERE hash IN (
            SELECT s.hash FROM candidate_sets s
            WHERE s.created_at < greatest($1, now() - interval '1 hour')
                AND NOT EXISTS (SELECT FROM stage_one_lists l WHERE l.candidate_set_hash = s.hash) LIMIT $2 FOR UPDATE SKIP LOCKED)
        """,
        "DELETE FROM query_embeddings WHERE (text_hash, model, revision) IN (SELECT text_hash, model, revision FROM query_embeddings " +
        "WHERE created_at < $1 LIMIT $2 FOR UPDATE SKIP LOCKED)",
    ];

    /// <summary>Once. Returns how many rows went.</summary>
    public async Task<long> ForgetAsync(CancellationToken cancellationToken)
    {
        var before = Time.GetUtcNow().UtcDateTime - options.Value.KeepAnswers;
        var all = 0L;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        foreach (var sql in Deletions)
        {
            for (var deleted = AtOnce; deleted == AtOnce; all += deleted)
            {
                await using var command =
                    new NpgsqlCommand(sql, connection) { Parameters = { new() { Value = before }, new() { Value = AtOnce } } };
                deleted = await command.ExecuteNonQueryAsync(cancellationToken);
            }
        }
        return all;
    }

    protected override TimeSpan Interval { get; } = TimeSpan.FromHours(1);

    protected override async Task LookAsync(CancellationToken cancellationToken)
    {
        var deleted = await ForgetAsync(cancellationToken);
        if (deleted > 0) Log.Forgot(logger, deleted, options.Value.KeepAnswers);
    }

    protected override void Tell(Exception error) => Log.Failed(logger, Interval, error.Message);
}
