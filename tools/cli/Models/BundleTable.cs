using Attune.Tools;
using Spectre.Console;

namespace Attune.Cli.Models;

/// <summary>The bundles as a table.</summary>
internal static class BundleTable
{
    public static void Write(IReadOnlyList<BundleEntry> entries)
    {
        var table = new Table();
        table.AddColumn("Bundle").AddColumn("State").AddColumn("Model").AddColumn("Kind").AddColumn("Revision")
            .AddColumn(new TableColumn("Size").RightAligned());
        foreach (var entry in entries)
        {
            var first = true;
            foreach (var model in entry.Models.DefaultIfEmpty(new BundleModel("", "", "")))
            {
                table.AddRow(
                    first ? entry.Name
                        : "", first
                        ? Word(entry.State)
                        : "", model.Name, model.Kind, model.Revision.Length > 10
                        ? model.Revision[..10]
                        : model.Revision, first && entry.Bytes is { } bytes
                        ? ByteSize.Format(bytes)
                        : "");
                first = false;
            }
        }
        Terminal.Write(table);
        foreach (var entry in entries.Where(x => x.Remark.Length > 0)) Console.Out.WriteLine($"{entry.Name}: {entry.Remark}");
    }

    private static string Word(BundleState state) => state switch
    {
        BundleState.InRepository => "in the repository",
        BundleState.Pulled => "pulled",
        BundleState.Outdated => "outdated",
        BundleState.NotPulled => "not pulled",
        _ => "unusable",
    };
}
