using Attune.Matching.Matches;
using Npgsql;

namespace Attune.Matching.Embeddings;

/// <summary>Computes the vectors that a match needs and the store lacks, and stores them before they are used.</summary>
internal sealed class VectorFiller(EmbeddingClient embedder, TrackSubject tracks, PlaylistSubject playlists)
{
    /// <returns>How many were computed.</returns>
    public async Task<long> FillAsync(NpgsqlConnection connection, MatchInputs inputs, ModelKey model, CancellationToken cancellationToken)
    {
        var lackingTracks = inputs.Tracks.Values.Where(track => track.Vector is null).ToDictionary(track => track.Label.Id, StringComparer.Ordinal);
        var newTracks = await ComputeAsync(connection, tracks, lackingTracks.Keys, model, cancellationToken);
        foreach (var vector in newTracks) lackingTracks[vector.Id].Vector = vector.Values;

        var lackingPlaylists = inputs.Playlists.Where(playlist => playlist.Vector is null).ToDictionary(playlist => playlist.Id, StringComparer.Ordinal);
        var newPlaylists = await ComputeAsync(connection, playlists, lackingPlaylists.Keys, model, cancellationToken);
        foreach (var vector in newPlaylists) lackingPlaylists[vector.Id].Vector = vector.Values;
        return newTracks.Count + newPlaylists.Count;
    }

    private async Task<IReadOnlyList<StoredVector>> ComputeAsync(
        NpgsqlConnection connection, IEmbeddingSubject subject, IReadOnlyCollection<string> ids, ModelKey model, CancellationToken cancellationToken)
    {
        if (ids.Count == 0) return [];
        var missing = await subject.MissingAsync(connection, [.. ids], model, cancellationToken);
        var values = await embedder.EmbedAsync([.. missing.Select(item => item.Text)], subject.InputType, model, cancellationToken);
        var vectors = missing.Select((item, i) => new StoredVector(item.Id, item.ContentHash, values[i])).ToList();
        await VectorStore.SaveAsync(connection, subject, model, vectors, cancellationToken);
        return vectors;
    }
}
