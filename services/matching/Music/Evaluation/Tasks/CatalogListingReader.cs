using System.Security.Cryptography;
using System.Text;
using Attune.Contracts;
using Npgsql;

namespace Attune.Matching.Music.Evaluation.Tasks;

/// <summary>Lists the catalogue in one round trip. Ids and hashes hold no control characters, so lines and tabs keep them apart.</summary>
internal static class CatalogListingReader
{
    private const string Tracks = "SELECT id, text_hash, signals_hash FROM tracks ORDER BY id";

    private const string Playlists = """
        SELECT p.id, p.text_hash, ARRAY(SELECT m.track_id FROM playlist_members m WHERE m.playlist_id = p.id ORDER BY m.position)
        FROM playlists p ORDER BY p.id
        """;

    public static async Task<CatalogListing> ReadAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { new(Tracks), new(Playlists) } };
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        var tracks = new List<string>();
        while (await reader.ReadAsync(cancellationToken))
        {
            tracks.Add(reader.GetString(0));
            Append(hash, "track", reader.GetString(0), reader.GetString(1), reader.GetString(2));
        }
        await reader.NextResultAsync(cancellationToken);
        var playlists = new List<ListedPlaylist>();
        while (await reader.ReadAsync(cancellationToken))
        {
            playlists.Add(Playlist(reader));
            Append(hash, ["playlist", reader.GetString(0), reader.GetString(1), .. playlists[^1].MemberIds]);
        }
        return new CatalogListing(tracks, playlists, $"{Versions.EvaluationCatalog}_{Convert.ToHexStringLower(hash.GetCurrentHash())}");
    }

    private static ListedPlaylist Playlist(NpgsqlDataReader reader) => new(reader.GetString(0), reader.GetFieldValue<string[]>(2));

    private static void Append(IncrementalHash hash, params string[] parts) =>
        hash.AppendData(Encoding.UTF8.GetBytes(string.Join('\t', parts) + "\n"));
}
