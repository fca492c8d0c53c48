namespace Attune.Tokenizers;

/// <summary>
/// A tokenizer file is malformed or asks for something this library does not do. The message names the file and the field.
/// </summary>
public sealed class TokenizerFormatException(string message, Exception? inner = null) : Exception(message, inner);
