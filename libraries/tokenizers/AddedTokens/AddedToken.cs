namespace Attune.Tokenizers.AddedTokens;

/// <summary>A token that is found in the text as it stands, before the text is split into words.</summary>
/// <param name="Normalized">It is looked for in the normalised text (by its normalised content) instead of the raw one.</param>
/// <param name="StripLeft">White space before it belongs to it.</param>
/// <param name="StripRight">White space behind it belongs to it.</param>
internal sealed record AddedToken(int Id, string Content, bool Normalized, bool StripLeft, bool StripRight);
