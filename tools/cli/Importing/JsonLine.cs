namespace Attune.Cli.Importing;

/// <summary>One line of a JSON Lines file.</summary>
/// <param name="Number">1 for the first line of the file.</param>
/// <param name="Text">The line without its end; null when it is longer than <see cref="JsonLineReader.LongestLine"/>.</param>
/// <param name="Bytes">Its length.</param>
internal readonly record struct JsonLine(long Number, ReadOnlyMemory<byte>? Text, long Bytes);
