using Attune.Contracts.Matching.V1;
using Attune.Matching.Models.Calls;
using Attune.Matching.Models.Serving;
using Attune.Matching.Models.Vectors;
using Attune.Matching.Music.Catalog;

namespace Attune.Matching.Music.Backfills;

internal sealed class TrackVectorKind(TrackSubject subject, VectorComputer computer, EmbeddingStream stream, BundleCache bundles)
    : VectorKind(subject, computer, stream, bundles)
{
    public override BackfillKind Kind => BackfillKind.TrackEmbeddings;
    public override string Items => "tracks";
    public override string Versions => Contracts.Versions.TrackText;

    protected override string[] Touched(CatalogueChanged change) => change.TrackTexts;
}
