namespace Attune.Matching.Models.Vectors;

/// <summary>One vector on its way into the store.</summary>
internal readonly record struct StoredVector(string Id, string ContentHash, float[] Values);
