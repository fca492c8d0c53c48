namespace Attune.Cli.Training.Cells;

/// <summary>What a row holds in a column, as text; empty when it holds nothing. Something that has no text adds a reason.</summary>
internal delegate string CellText(string column, List<string> reasons);
