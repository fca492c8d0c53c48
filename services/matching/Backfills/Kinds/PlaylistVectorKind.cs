using Attune.Contracts.Matching.V1;
using Attune.Matching.Backfills.Changes;
using Attune.Matching.Embeddings;

namespace Attune.Matching.Backfills.Kinds;

internal sealed class PlaylistVectorKind(PlaylistSubject subject, VectorComputer computer, EmbeddingStream stream, BundleCache bundles)
    : VectorKind(subject, computer, stream, bundles)
{
    public override BackfillKind Kind => BackfillKind.PlaylistEmbeddings;
    public override string Items => "playlists";
    public override string Versions => Contracts.Versions.PlaylistText;

    protected override string[] Touched(CatalogueChanged change) => change.PlaylistTexts;
}
