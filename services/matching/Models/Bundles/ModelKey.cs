using Attune.Contracts.Embedding.V1;

namespace Attune.Matching.Models.Bundles;

/// <summary>The identity that a model's outputs are stored under. Outputs of different keys are never compared.</summary>
/// <param name="Name">As the bundle calls it.</param>
/// <param name="Revision">Of the model.</param>
/// <param name="Dims">Length of its vectors; 0 for a model that gives none.</param>
internal sealed record ModelKey(string Name, string Revision, int Dims)
{
    public static ModelKey From(ModelIdentity identity) => new(identity.Name, identity.Revision, identity.Dimensions);

    public override string ToString() => Dims == 0 ? $"{Name}@{Revision}" : $"{Name}@{Revision} ({Dims} dimensions)";
}
