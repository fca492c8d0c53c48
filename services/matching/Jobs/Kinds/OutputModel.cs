namespace Attune.Matching.Jobs.Kinds;

/// <summary>The identity of a model, as jobs carry it.</summary>
/// <param name="Name">As the bundle calls it.</param>
/// <param name="Revision">Of the model.</param>
/// <param name="Description">Both, and what else tells it from others, in words.</param>
internal sealed record OutputModel(string Name, string Revision, string Description);
