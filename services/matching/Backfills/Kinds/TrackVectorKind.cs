using Attune.Contracts.Matching.V1;
using Attune.Matching.Backfills.Changes;
using Attune.Matching.Embeddings;

namespace Attune.Matching.Backfills.Kinds;

internal sealed class TrackVectorKind(TrackSubject subject, VectorComputer computer, EmbeddingStream stream, BundleCache bundles)
    : VectorKind(subject, computer, stream, bundles)
{
    public override BackfillKind Kind => BackfillKind.TrackEmbeddings;
    public override string Items => "tracks";
    public override string Versions => Contracts.Versions.TrackText;

    protected override string[] Touched(CatalogueChanged change) => change.TrackTexts;
}
