namespace Attune.Cli.Importing;

/// <summary>A line is JSON and no row; the message has every reason.</summary>
internal sealed class RowRefusedException(string reasons) : Exception(reasons);
