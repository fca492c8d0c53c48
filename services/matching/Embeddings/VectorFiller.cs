using Attune.Matching.Matches;
using Npgsql;

namespace Attune.Matching.Embeddings;

/// <summary>Computes the vectors that a match needs and the store lacks, and stores them before they are used.</summary>
internal sealed class VectorFiller(VectorComputer computer, TrackSubject tracks, PlaylistSubject playlists)
{
    /// <summary>
    /// Call it in the snapshot that the inputs were read in: a vector that a concurrent request stores meanwhile, or a text that changes, must not make
    /// the two disagree.
    /// </summary>
    public async Task<MissingVectors> FindAsync(NpgsqlConnection snapshot, MatchInputs inputs, ModelKey model, CancellationToken cancellationToken)
    {
        string[] lackingTracks = [.. inputs.Tracks.Values.Where(track => track.Vector is null).Select(track => track.Label.Id)];
        string[] lackingPlaylists = [.. inputs.Playlists.Where(playlist => playlist.Vector is null).Select(playlist => playlist.Id)];
        return new MissingVectors(
            lackingTracks.Length == 0 ? [] : await tracks.MissingAsync(snapshot, lackingTracks, model, cancellationToken),
            lackingPlaylists.Length == 0 ? [] : await playlists.MissingAsync(snapshot, lackingPlaylists, model, cancellationToken));
    }

    /// <summary>Completes the inputs.</summary>
    /// <returns>How many vectors this call computed; the others were stored or computed by a concurrent call.</returns>
    public async Task<long> FillAsync(NpgsqlConnection connection, MatchInputs inputs, MissingVectors missing, ModelKey model, CancellationToken cancellationToken)
    {
        var trackVectors = await computer.ComputeAsync(connection, tracks, missing.Tracks, model, cancellationToken);
        foreach (var vector in trackVectors.Vectors) inputs.Tracks[vector.Id].Vector = vector.Values;
        var byId = inputs.Playlists.ToDictionary(playlist => playlist.Id, StringComparer.Ordinal);
        var playlistVectors = await computer.ComputeAsync(connection, playlists, missing.Playlists, model, cancellationToken);
        foreach (var vector in playlistVectors.Vectors) byId[vector.Id].Vector = vector.Values;
        return trackVectors.Computed + playlistVectors.Computed;
    }
}
