using Attune.Contracts.Embedding.V1;
using Attune.Contracts.Matching.V1;
using Attune.Hosting.Errors;
using Attune.Matching.Embeddings;
using Attune.Matching.Emotions;
using Npgsql;

namespace Attune.Matching.Backfills.Kinds;

/// <summary>Emotions of tracks' texts.</summary>
internal sealed class EmotionKind(EmotionComputer computer) : IBackfillKind
{
    public BackfillKind Kind => BackfillKind.TrackEmotions;
    public string Name => "track_emotions";
    public string Items => "tracks";
    public string Versions => Contracts.Versions.TrackText;

    public string? LacksOutput => """
        NOT EXISTS (SELECT FROM track_emotions o WHERE o.track_id = i.id AND o.content_hash = i.text_hash AND o.model = @model AND o.revision = @revision)
        """;

    public ModelKey? ModelOf(ServingBundle bundle) => bundle.Emotions?.Key;

    public Task<IReadOnlyList<Embeddable>> MissingAsync(NpgsqlConnection connection, string[] ids, ServingBundle bundle, CancellationToken cancellationToken) =>
        EmotionStore.MissingAsync(connection, ids, ModelIn(bundle).Key, cancellationToken);

    public async Task ComputeAsync(
        NpgsqlConnection connection, IReadOnlyList<Embeddable> items, ServingBundle bundle, WriteScope write,
        CancellationToken cancellationToken)
    {
        var computed = await computer.ComputeAsync(connection, items, ModelIn(bundle), Priority.Backfill, write, cancellationToken);
        ItemsRefusedException.ThrowIfAny(computed.Refused);
    }

    private static EmotionModel ModelIn(ServingBundle bundle) =>
        bundle.Emotions ?? throw new PreconditionException($"The serving bundle {bundle.Hash} has no model of emotions.");
}
