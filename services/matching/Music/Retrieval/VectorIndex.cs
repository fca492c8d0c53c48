using System.Security.Cryptography;
using System.Text;
using Attune.Matching.Models.Bundles;

namespace Attune.Matching.Music.Retrieval;

/// <summary>
/// The HNSW index over one model's track vectors: its name and its statements. Vectors of all models share a table whose column has no
/// fixed length, so each model has a partial index over a cast.
/// </summary>
/// <remarks>
/// Half precision halves the graph; what the rounding misplaces is put right by ranking the candidates again in full precision
/// (<see cref="NearestQuery"/>). Cosine and not inner product: pgvector normalises an element once, when it enters the graph, and compares
/// by inner product from then on, so it costs the same and stays right for a model that does not normalise.
/// </remarks>
internal static class VectorIndex
{
    /// <summary>What pgvector's HNSW takes in half precision. Longer vectors are compared one by one.</summary>
    public const int MostDims = 4_000;

    public const string NamePrefix = "track_vectors_";

    /// <summary>The same on every replica: 64 bits of SHA-256 over the identity.</summary>
    public static string NameOf(ModelKey model) =>
        NamePrefix + Convert.ToHexStringLower(
            SHA256.HashData(Encoding.UTF8.GetBytes($"{model.Name}\n{model.Revision}\n{model.Dims}")))[..16];

    /// <summary>The expression that is indexed; a query must order by the same.</summary>
    public static string Expression(int dims) => $"vector::halfvec({dims})";

    public static string CreateSql(ModelKey model, RetrievalOptions options) => $"""
        CREATE INDEX CONCURRENTLY {NameOf(model)} ON track_embeddings USING hnsw (({Expression(model.Dims)}) halfvec_cosine_ops)
        WITH (m = {options.M}, ef_construction = {options.EfConstruction})
        WHERE model = {SqlLiteral.Of(model.Name)} AND revision = {SqlLiteral.Of(model.Revision)} AND dims = {model.Dims}
        """;

    public static string DropSql(ModelKey model) => $"DROP INDEX CONCURRENTLY IF EXISTS {NameOf(model)}";
}
