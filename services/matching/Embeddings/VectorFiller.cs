using Attune.Matching.Matches;
using Npgsql;

namespace Attune.Matching.Embeddings;

/// <summary>Computes the vectors that a match needs and the store lacks, and stores them before they are used.</summary>
internal sealed class VectorFiller(EmbeddingClient embedder, TrackSubject tracks, PlaylistSubject playlists)
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
    /// <returns>How many vectors were computed.</returns>
    public async Task<long> FillAsync(NpgsqlConnection connection, MatchInputs inputs, MissingVectors missing, ModelKey model, CancellationToken cancellationToken)
    {
        foreach (var vector in await ComputeAsync(connection, tracks, missing.Tracks, model, cancellationToken))
            inputs.Tracks[vector.Id].Vector = vector.Values;
        var byId = inputs.Playlists.ToDictionary(playlist => playlist.Id, StringComparer.Ordinal);
        foreach (var vector in await ComputeAsync(connection, playlists, missing.Playlists, model, cancellationToken))
            byId[vector.Id].Vector = vector.Values;
        return missing.Tracks.Count + missing.Playlists.Count;
    }

    private async Task<IReadOnlyList<StoredVector>> ComputeAsync(
        NpgsqlConnection connection, IEmbeddingSubject subject, IReadOnlyList<Embeddable> missing, ModelKey model, CancellationToken cancellationToken)
    {
        if (missing.Count == 0) return [];
        var values = await embedder.EmbedAsync([.. missing.Select(item => item.Text)], subject.InputType, model, cancellationToken);
        var vectors = missing.Select((item, i) => new StoredVector(item.Id, item.ContentHash, values[i])).ToList();
        await VectorStore.SaveAsync(connection, subject, model, vectors, cancellationToken);
        return vectors;
    }
}
