namespace Attune.Cli.Training.Cells;

/// <summary>Reads the text of a cell.</summary>
/// <returns>What is wrong with it, to follow "views is 'x', "; null when nothing is.</returns>
internal delegate string? CellReader<T>(string text, out T value);
