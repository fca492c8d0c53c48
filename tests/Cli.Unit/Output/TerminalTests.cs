using Attune.Tools;
using Spectre.Console;

namespace Attune.Cli.Unit.Output;

public sealed class TerminalTests
{
    [Fact]
    public void A_table_in_a_pipe_is_a_line_a_row_in_columns_without_frames_or_codes()
    {
        var table = new Table().Title("[bold]Best[/] tracks").AddColumn("Playlist").AddColumn(new TableColumn("Score").RightAligned());
        table.AddRow(new Text("Desert Blues"), new Text("0.9")).AddRow(new Markup("[red]Mirror[/] Ball"), new Text("10.25")).AddEmptyRow();

        Assert.Equal(
            [
                "Best tracks",
                "Playlist      Score",
                "Desert Blues    0.9",
                "Mirror Ball   10.25",
                "",
            ],
            Terminal.Columns(table).Split('\n'));
    }

    [Fact]
    public void A_long_cell_in_a_pipe_is_not_wrapped()
    {
        var words = string.Join(' ', Enumerable.Repeat("word", 400));
        var table = new Table().AddColumns("one", "other");
        table.AddRow(words, words);

        Assert.EndsWith($"\n{words}  {words}\n", Terminal.Columns(table), StringComparison.Ordinal);
    }
}
