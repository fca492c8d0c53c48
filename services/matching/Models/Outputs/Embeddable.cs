namespace Attune.Matching.Models.Outputs;

/// <summary>A text that needs an output: whose it is, the hash of the text, the text.</summary>
/// <param name="Glue">
/// What the text has besides its owner's words, where those may be unknown to a model (see <see cref="Embeddings.Glue"/>).
/// </param>
internal readonly record struct Embeddable(string Id, string ContentHash, string Text, string? Glue = null);
