namespace Attune.Tokenizers.AddedTokens;

/// <summary>A token that is found in the text as it stands, before the text is split into words.</summary>
/// <param name="Special">Of two tokens that read the same in normalised text, a special one is found.</param>
/// <param name="Normalized">It is looked for in the normalised text (by its normalised content) instead of the raw one.</param>
/// <param name="StripLeft">White space before it belongs to it.</param>
/// <param name="StripRight">White space behind it belongs to it.</param>
/// <param name="SingleWord">It is not found beside a character of a word.</param>
internal sealed record AddedToken(int Id, string Content, bool Special, bool Normalized, bool StripLeft, bool StripRight, bool SingleWord);
