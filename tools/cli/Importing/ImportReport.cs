using Attune.Contracts.Matching.V1;

namespace Attune.Cli.Importing;

/// <summary>Says what became of the rows of a file.</summary>
internal static class ImportReport
{
    public static string Line(ImportSummary summary, string kind) =>
        $"{summary.Inserted:N0} {kind} inserted, {summary.Updated:N0} updated, {summary.Unchanged:N0} unchanged, {summary.Rejected:N0} " +
        "rejected";

    /// <summary>Every rejected line with its number and reasons, on stderr.</summary>
    public static void Rejections(ImportSummary summary, string path)
    {
        foreach (var row in summary.Rejections)
        {
            var id = row.Id.Length > 0 ? $" ({row.Id})" : "";
            foreach (var reason in row.Reasons)
                Console.Error.WriteLine($"{path}:{row.Number}{id}: {reason}");
        }
        if (summary.Rejected > summary.Rejections.Count)
            Console.Error.WriteLine($"… and {summary.Rejected - summary.Rejections.Count:N0} more");
    }
}
