using Attune.Contracts.Embedding.V1;

namespace Attune.Matching.Embeddings;

/// <summary>The identity that a vector is stored under. Vectors of different keys are never compared.</summary>
internal sealed record ModelKey(string Name, string Revision, int Dims)
{
    public static ModelKey From(ModelIdentity identity) => new(identity.Name, identity.Revision, identity.Dimensions);

    public override string ToString() => $"{Name}@{Revision} ({Dims} dimensions)";
}
