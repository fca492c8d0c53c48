using Attune.Contracts.Matching.V1;
using Attune.Matching.Embeddings;

namespace Attune.Matching.Backfills;

/// <summary>Which subject each kind of backfill works on, and the name it has in the store.</summary>
internal sealed class BackfillSubjects(TrackSubject tracks, PlaylistSubject playlists)
{
    private readonly (BackfillKind Kind, string Name, IEmbeddingSubject Subject)[] _all =
    [
        (BackfillKind.TrackEmbeddings, "track_embeddings", tracks),
        (BackfillKind.PlaylistEmbeddings, "playlist_embeddings", playlists),
    ];

    public bool Knows(BackfillKind kind) => _all.Any(entry => entry.Kind == kind);
    public string NameOf(BackfillKind kind) => _all.First(entry => entry.Kind == kind).Name;
    public BackfillKind KindOf(string name) => _all.First(entry => entry.Name == name).Kind;
    public IEmbeddingSubject SubjectOf(string name) => _all.First(entry => entry.Name == name).Subject;
}
