namespace Attune.BuiltinEvaluation.Sets;

/// <summary>A file that cannot be used; the message says which line and why.</summary>
internal sealed class SetException(string message, Exception? inner = null) : Exception(message, inner);
