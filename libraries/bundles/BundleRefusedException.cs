namespace Attune.Bundles;

/// <summary>The bundle must not be served. The message names the file, or the model and the text, and what is wrong with it.</summary>
public sealed class BundleRefusedException(string message, Exception? inner = null) : Exception(message, inner);
