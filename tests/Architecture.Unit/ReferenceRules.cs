namespace Attune.Architecture.Unit;

/// <summary>Which project may reference which; see docs/architecture.md.</summary>
internal static class ReferenceRules
{
    private static readonly string[] State = ["libraries/storage", "libraries/messaging"];

    /// <returns>One sentence for each reference that is forbidden.</returns>
    public static IReadOnlyList<string> Broken(IEnumerable<Project> projects) =>
        [.. projects.SelectMany(project => project.References.Where(reference => !IsAllowed(project.Folder, reference)).Select(reference => $"{project.Folder} must not reference {reference}"))];

    private static bool IsAllowed(string from, string to) => Area(from) switch
    {
        "libraries" => Area(to) == "libraries",
        "services/embedding" or "services/gateway" => Area(to) == "libraries" && !State.Contains(to),
        // The engine of backfills knows no kind, and nothing of what serves.
        "services/matching" when from == "services/matching/Jobs" => to is "libraries/contracts" or "libraries/hosting" or "libraries/messaging" or "libraries/storage",
        var service => Area(to) == "libraries" || Area(to) == service,
    };

    private static string Area(string folder)
    {
        var parts = folder.Split('/');
        return parts[0] == "services" ? $"{parts[0]}/{parts[1]}" : parts[0];
    }
}
