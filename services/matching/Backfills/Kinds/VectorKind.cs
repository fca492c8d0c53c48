using Attune.Contracts.Matching.V1;
using Attune.Matching.Embeddings;
using Npgsql;

namespace Attune.Matching.Backfills.Kinds;

/// <summary>Vectors of texts. What it computes it shares with matches of the same process, through the computer.</summary>
internal abstract class VectorKind(IEmbeddingSubject subject, VectorComputer computer, EmbeddingStream stream) : IBackfillKind
{
    public abstract BackfillKind Kind { get; }
    public string Name => subject.VectorTable;
    public abstract string Items { get; }
    public abstract string Versions { get; }

    public string? LacksOutput => $"""
        NOT EXISTS (SELECT FROM {subject.VectorTable} o WHERE o.{subject.IdColumn} = i.id AND o.content_hash = i.text_hash AND o.model = @model AND o.revision = @revision)
        """;

    public ModelKey? ModelOf(ServingBundle bundle) => bundle.Embedder;

    public Task<IReadOnlyList<Embeddable>> MissingAsync(NpgsqlConnection connection, string[] ids, ServingBundle bundle, CancellationToken cancellationToken) =>
        subject.MissingAsync(connection, ids, bundle.Embedder, cancellationToken);

    public async Task ComputeAsync(
        NpgsqlConnection connection, IReadOnlyList<Embeddable> items, ServingBundle bundle, WriteScope write,
        CancellationToken cancellationToken)
    {
        var computed = await computer.ComputeAsync(connection, subject, items, bundle.Embedder, stream, write, cancellationToken);
        ItemsRefusedException.ThrowIfAny(computed.Refused);
    }
}
