using Attune.Matching.Models.Bundles;

namespace Attune.Matching.Models.Vectors;

/// <summary>Which vector: of what kind of thing, of which one, of which text, by which model.</summary>
internal readonly record struct VectorKey(string Table, string Id, string ContentHash, ModelKey Model);
