using System.Data.Common;
using Attune.Hosting.Errors;
using Attune.Matching.Models.Bundles;
using Pgvector;

namespace Attune.Matching.Models.Vectors;

/// <summary>Reads vectors, and refuses those that are not what their model makes.</summary>
internal static class StoredVectors
{
    /// <exception cref="PreconditionException">It has another number of dimensions than the model.</exception>
    public static float[] Read(DbDataReader reader, int column, ModelKey model)
    {
        var values = reader.GetFieldValue<Vector>(column).ToArray();
        return values.Length == model.Dims
            ? values
            : throw new PreconditionException(
                $"A vector of {values.Length} dimensions is stored for {model}; a model that changes its dimensions needs another " +
                "revision.");
    }

    /// <inheritdoc cref="Read"/>
    /// <returns>Null where there is none.</returns>
    public static float[]? ReadOptional(DbDataReader reader, int column, ModelKey model) =>
        reader.IsDBNull(column) ? null : Read(reader, column, model);
}
