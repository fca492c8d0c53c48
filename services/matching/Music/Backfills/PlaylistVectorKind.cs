using Attune.Contracts.Matching.V1;
using Attune.Matching.Models.Calls;
using Attune.Matching.Models.Serving;
using Attune.Matching.Models.Vectors;
using Attune.Matching.Music.Catalog;

namespace Attune.Matching.Music.Backfills;

internal sealed class PlaylistVectorKind(PlaylistSubject subject, VectorComputer computer, EmbeddingStream stream, BundleCache bundles)
    : VectorKind(subject, computer, stream, bundles)
{
    public override BackfillKind Kind => BackfillKind.PlaylistEmbeddings;
    public override string Items => "playlists";
    public override string Versions => Contracts.Versions.PlaylistText;

    protected override string[] Touched(CatalogueChanged change) => change.PlaylistTexts;
}
