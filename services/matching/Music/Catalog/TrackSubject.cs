using Attune.Contracts.Embedding.V1;
using Attune.Matching.Models.Bundles;
using Attune.Matching.Models.Outputs;
using Attune.Matching.Models.Vectors;
using Npgsql;

namespace Attune.Matching.Music.Catalog;

internal sealed class TrackSubject : IEmbeddingSubject
{
    public string VectorTable => "track_embeddings";
    public string IdColumn => "track_id";
    public InputType InputType => InputType.Document;

    public Task<IReadOnlyList<Embeddable>> MissingAsync(
        NpgsqlConnection connection, string[] ids, ModelKey model, CancellationToken cancellationToken) =>
        TrackTexts.LackingAsync(connection, VectorTable, ids, model, cancellationToken);
}
