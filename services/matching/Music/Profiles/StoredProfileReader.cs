using Attune.Contracts.Matching.V1;
using Attune.Matching.Music.Audio;
using Google.Protobuf.WellKnownTypes;
using Npgsql;

namespace Attune.Matching.Music.Profiles;

/// <summary>Reads what a stored profile is made of, without its vectors.</summary>
internal static class StoredProfileReader
{
    private const string Sql = """
        SELECT content_hash, member_count, model, revision, dims, text, text_hash, query_vector IS NOT NULL, centroid IS NOT NULL,
            created_at,
            genre_names, genre_weights, audio, coalesce(emotions, '{}')
        FROM playlist_profiles WHERE playlist_id = $1 ORDER BY content_hash = $2 DESC, created_at DESC, content_hash LIMIT 1
        """;

    /// <summary>The profile of this hash, else the one made last; null when there is none.</summary>
    public static async Task<StoredProfile?> FindAsync(
        NpgsqlConnection connection, string playlistId, string contentHash, CancellationToken cancellationToken)
    {
        await using var command =
            new NpgsqlCommand(Sql, connection) { Parameters = { new() { Value = playlistId }, new() { Value = contentHash } } };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? Read(reader) : null;
    }

    private static StoredProfile Read(NpgsqlDataReader reader)
    {
        var profile = new StoredProfile
        {
            ContentHash = reader.GetString(0), Members = reader.GetInt32(1), Model = reader.GetString(2), Revision = reader.GetString(3),
            Dims = reader.GetInt32(4), Text = reader.GetString(5), TextHash = reader.GetString(6),
            HasQueryVector = reader.GetBoolean(7), HasCentroid = reader.GetBoolean(8),
            MadeAt = Timestamp.FromDateTime(reader.GetDateTime(9)),
            Emotions = { reader.GetFieldValue<float[]>(13) },
        };
        var genres = reader.GetFieldValue<string[]>(10)
            .Zip(reader.GetFieldValue<double[]>(11), (name, weight) => new ProfileGenre { Name = name, Weight = weight });
        profile.Genres.Add(genres.OrderByDescending(genre => genre.Weight).ThenBy(genre => genre.Name, StringComparer.Ordinal));
        foreach (var (feature, value) in AudioFeature.Names.Zip(reader.GetFieldValue<float[]>(12)))
            if (!float.IsNaN(value)) profile.Audio.Add(feature, value);
        return profile;
    }
}
