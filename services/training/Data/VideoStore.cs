using System.Data.Common;
using Attune.Contracts.Training.V1;
using Attune.Storage;
using Attune.Training.Features;
using Dapper;
using Npgsql;
using NpgsqlTypes;

namespace Attune.Training.Data;

/// <summary>Scraped videos in the store.</summary>
internal sealed class VideoStore(NpgsqlDataSource database)
{
    /// <summary>As many as a run learns from.</summary>
    public const int MostTrained = 10_000;

    private const int RowsAtOnce = 1_000;

    // What decides a feature: of longer texts the rest says nothing. A year that .NET does not have would fail the whole read, and with it
    // every run.
    private const string Trainable = """
        SELECT id, views, likes, shares, comments, followers, duration_seconds, cardinality(hashtags),
            left(sound_name, 500), left(sound_author, 500), sound_is_original, left(author, 500), left(author_handle, 500),
            left(description, 2000),
            CASE WHEN created_at IS NOT NULL THEN least(greatest(created_at, '0001-01-02 00:00+00'), '9999-12-30 00:00+00') END
        FROM scraped_videos WHERE views IS NOT NULL AND views > 0 AND likes IS NOT NULL
        ORDER BY scraped_videos.created_at DESC NULLS LAST, id
        """;

    private static readonly BulkTable<Video> Table = BulkTable.For<Video>("scraped_videos")
        .Column("id", NpgsqlDbType.Text, video => video.Id)
        .Column("views", NpgsqlDbType.Bigint, video => video.HasViews ? video.Views : (long?)null)
        .Column("likes", NpgsqlDbType.Bigint, video => video.HasLikes ? video.Likes : (long?)null)
        .Column("shares", NpgsqlDbType.Bigint, video => video.HasShares ? video.Shares : (long?)null)
        .Column("comments", NpgsqlDbType.Bigint, video => video.HasComments ? video.Comments : (long?)null)
        .Column("followers", NpgsqlDbType.Bigint, video => video.HasFollowers ? video.Followers : (long?)null)
        .Column("duration_seconds", NpgsqlDbType.Double, video => video.HasDurationSeconds ? video.DurationSeconds : (double?)null)
        .Column("hashtags", NpgsqlDbType.Array | NpgsqlDbType.Text, video => video.Hashtags.ToArray())
        .Column("sound_name", NpgsqlDbType.Text, video => video.SoundName)
        .Column("sound_author", NpgsqlDbType.Text, video => video.SoundAuthor)
        .Column("sound_is_original", NpgsqlDbType.Boolean, video => video.HasSoundIsOriginal ? video.SoundIsOriginal : (bool?)null)
        .Column("author", NpgsqlDbType.Text, video => video.Author)
        .Column("author_handle", NpgsqlDbType.Text, video => video.AuthorHandle)
        .Column("description", NpgsqlDbType.Text, video => video.Description)
        .Column("created_at", NpgsqlDbType.TimestampTz, video => video.CreatedAt?.ToDateTime())
        .OnConflict("id")
        .DoUpdate(
            "views", "likes", "shares", "comments", "followers", "duration_seconds", "hashtags",
            "sound_name", "sound_author", "sound_is_original", "author", "author_handle", "description", "created_at");

    /// <summary>Adds or replaces videos that passed <see cref="VideoCheck"/>, all or none.</summary>
    public async Task<BulkCounts> UpsertAsync(IReadOnlyCollection<Video> videos, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await BulkUpsert.ExecuteWithCountsAsync(connection, Table, videos, cancellationToken);
    }

    /// <summary>
    /// The newest <see cref="MostTrained"/> usable rows with views above 0 and with likes. Rows that cannot be true take no places from
    /// them, and are counted.
    /// </summary>
    /// <param name="now">Dates after it are in the future.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<TrainableVideos> ReadTrainableAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var read = new TrainableVideos();
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        // A cursor lives in a transaction.
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(
            $"DECLARE trainable NO SCROLL CURSOR FOR {Trainable}", cancellationToken: cancellationToken));
        for (var rows = RowsAtOnce; rows == RowsAtOnce && read.Videos.Count < MostTrained;)
        {
            rows = 0;
            await using var command = new NpgsqlCommand($"FETCH {RowsAtOnce} FROM trainable", connection);
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            for (; await reader.ReadAsync(cancellationToken); rows++)
                if (read.Videos.Count < MostTrained) read.Add(Read(reader), now);
        }
        return read;
    }

    /// <summary>
    /// How many rows <see cref="ReadTrainableAsync"/> skips because of what they say or lack, by the reasons of <see cref="VideoRules"/>.
    /// </summary>
    public async Task<IReadOnlyDictionary<string, int>> CountSkippedAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return (await connection.QueryAsync<(string Reason, int Count)>(new CommandDefinition($"""
            SELECT
                CASE WHEN views < 0 OR likes < 0 THEN '{VideoRules.NegativeCount}' WHEN views > 0 THEN '{VideoRules.NoLikes}'
                    ELSE '{VideoRules.NoViews}' END,
                count(*)::int
            FROM scraped_videos WHERE views IS NULL OR views <= 0 OR likes IS NULL GROUP BY 1
            """, cancellationToken: cancellationToken))).ToDictionary(row => row.Reason, row => row.Count, StringComparer.Ordinal);
    }

    /// <summary>All rows, and those that training asks for.</summary>
    public async Task<(long All, long Trainable)> CountAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingleAsync<(long, long)>(new CommandDefinition(
            "SELECT count(*), count(*) FILTER (WHERE views > 0 AND likes IS NOT NULL) FROM scraped_videos",
            cancellationToken: cancellationToken));
    }

    private static ScrapedVideo Read(DbDataReader reader)
    {
        return new(reader.GetString(0), new VideoMetrics
        {
            Views = Count(1), Likes = Count(2), Shares = Count(3), Comments = Count(4), Followers = Count(5),
            DurationSeconds = reader.IsDBNull(6) ? null : reader.GetDouble(6), HashtagCount = reader.GetInt32(7),
            SoundName = reader.GetString(8), SoundAuthor = reader.GetString(9),
            SoundIsOriginal = reader.IsDBNull(10) ? null : reader.GetBoolean(10),
            Author = reader.GetString(11), AuthorHandle = reader.GetString(12), Description = reader.GetString(13),
            CreatedAt = reader.IsDBNull(14) ? null : new DateTimeOffset(reader.GetDateTime(14)),
        });

        long? Count(int column) => reader.IsDBNull(column) ? null : reader.GetInt64(column);
    }
}
