namespace Attune.Matching.Embeddings;

/// <summary>What a match needs and the store lacks, with the texts as they were in the snapshot that the match rests on.</summary>
internal sealed record MissingVectors(IReadOnlyList<Embeddable> Tracks, IReadOnlyList<Embeddable> Playlists);
