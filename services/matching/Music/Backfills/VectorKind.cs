using Attune.Matching.Models.Bundles;
using Attune.Matching.Models.Calls;
using Attune.Matching.Models.Outputs;
using Attune.Matching.Models.Serving;
using Attune.Matching.Models.Vectors;
using Attune.Storage;
using Npgsql;

namespace Attune.Matching.Music.Backfills;

/// <summary>Vectors of texts. What it computes it shares with matches of the same process, through the computer.</summary>
internal abstract class VectorKind(IEmbeddingSubject subject, VectorComputer computer, EmbeddingStream stream, BundleCache bundles)
    : BundleKind(bundles)
{
    public override string Name => subject.VectorTable;
    public override string IdColumn => subject.IdColumn;

    public override string? LacksOutput => $"""
        NOT EXISTS (SELECT FROM {subject.VectorTable} o
            WHERE o.{subject.IdColumn} = i.id AND o.content_hash = i.text_hash AND o.model = @model AND o.revision = @revision)
        """;

    public override ModelKey? ModelOf(ServingBundle bundle) => bundle.Embedder;

    public override Task<IReadOnlyList<Embeddable>> MissingAsync(
        NpgsqlConnection connection, string[] ids, ServingBundle bundle, CancellationToken cancellationToken) =>
        subject.MissingAsync(connection, ids, bundle.Embedder, cancellationToken);

    public override async Task ComputeAsync(
        NpgsqlConnection connection, IReadOnlyList<Embeddable> items, ServingBundle bundle, WriteScope write,
        CancellationToken cancellationToken)
    {
        var computed = await computer.ComputeAsync(connection, subject, items, bundle.Embedder, stream, write, cancellationToken);
        ThrowIfAny(computed.Refused);
    }
}
