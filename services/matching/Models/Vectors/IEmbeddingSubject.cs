using Attune.Contracts.Embedding.V1;
using Attune.Matching.Models.Bundles;
using Attune.Matching.Models.Outputs;
using Npgsql;

namespace Attune.Matching.Models.Vectors;

/// <summary>A kind of thing that gets one vector for its canonical text: where it lives and how its text is made.</summary>
internal interface IEmbeddingSubject
{
    /// <summary>Table of its vectors.</summary>
    string VectorTable { get; }

    /// <summary>Column of <see cref="VectorTable"/> that names the thing.</summary>
    string IdColumn { get; }

    InputType InputType { get; }

    /// <summary>
    /// Those of the ids whose current text has no vector of the model, with the text. Ids that no longer exist are left out.
    /// </summary>
    Task<IReadOnlyList<Embeddable>> MissingAsync(
        NpgsqlConnection connection, string[] ids, ModelKey model, CancellationToken cancellationToken);
}
