using Attune.Contracts.Embedding.V1;
using Attune.Contracts.Matching.V1;
using Attune.Hosting.Errors;
using Attune.Matching.Models.Bundles;
using Attune.Matching.Models.Emotions;
using Attune.Matching.Models.Outputs;
using Attune.Matching.Models.Serving;
using Attune.Matching.Music.Catalog;
using Attune.Storage;
using Npgsql;

namespace Attune.Matching.Music.Backfills;

/// <summary>Emotions of tracks' texts.</summary>
internal sealed class EmotionKind(EmotionComputer computer, BundleCache bundles) : BundleKind(bundles)
{
    public override BackfillKind Kind => BackfillKind.TrackEmotions;
    public override string Name => "track_emotions";
    public override string Items => "tracks";
    public override string IdColumn => "track_id";
    public override string Versions => Contracts.Versions.TrackText;

    public override string? LacksOutput => """
        NOT EXISTS (SELECT FROM track_emotions o WHERE o.track_id = i.id AND o.content_hash = i.text_hash AND o.model = @model
            AND o.revision = @revision)
        """;

    public override ModelKey? ModelOf(ServingBundle bundle) => bundle.Emotions?.Key;

    public override Task<IReadOnlyList<Embeddable>> MissingAsync(
        NpgsqlConnection connection, string[] ids, ServingBundle bundle, CancellationToken cancellationToken) =>
        TrackTexts.LackingAsync(connection, EmotionStore.TableName, ids, ModelIn(bundle).Key, cancellationToken);

    public override async Task ComputeAsync(
        NpgsqlConnection connection, IReadOnlyList<Embeddable> items, ServingBundle bundle, WriteScope write,
        CancellationToken cancellationToken)
    {
        var computed = await computer.ComputeAsync(connection, items, ModelIn(bundle), Priority.Backfill, write, cancellationToken);
        ThrowIfAny(computed.Refused);
    }

    protected override string[] Touched(CatalogueChanged change) => change.TrackTexts;

    private static EmotionModel ModelIn(ServingBundle bundle) =>
        bundle.Emotions ?? throw new PreconditionException($"The serving bundle {bundle.Hash} has no model of emotions.");
}
