namespace Attune.Architecture.Unit;

/// <summary>Which project may reference which; see docs/architecture.md.</summary>
internal static class ReferenceRules
{
    private const string Host = "services/matching/Host", Models = "services/matching/Models", Jobs = "services/matching/Jobs", Music = "services/matching/Music";

    private static readonly string[] State = ["libraries/storage", "libraries/messaging"];

    /// <returns>One sentence for each reference that is forbidden.</returns>
    public static IReadOnlyList<string> Broken(IEnumerable<Project> projects) =>
        [.. projects.SelectMany(project => project.References.Where(reference => !IsAllowed(project.Folder, reference)).Select(reference => $"{project.Folder} must not reference {reference}"))];

    private static bool IsAllowed(string from, string to) => Area(from) switch
    {
        "libraries" => Area(to) == "libraries",
        "services/embedding" or "services/gateway" => Area(to) == "libraries" && !State.Contains(to),
        "services/matching" => Rooms(from) is { } rooms && (rooms.Contains(to) || (Area(to) == "libraries" && !Closed(from).Contains(to))),
        var service => Area(to) == "libraries" || Area(to) == service,
    };

    /// <summary>The rooms of matching that a room may enter; null for what is no room.</summary>
    private static string[]? Rooms(string from) => from switch
    {
        Host => [Models, Jobs, Music],
        Music => [Models, Jobs],
        Models or Jobs => [],
        _ => null,
    };

    /// <summary>The libraries that a room must not use: models have no queue, and the engine of backfills knows no numbers.</summary>
    private static string[] Closed(string from) => from switch
    {
        Models => ["libraries/messaging", "libraries/evaluation"],
        Jobs => ["libraries/numerics", "libraries/evaluation"],
        _ => [],
    };

    private static string Area(string folder)
    {
        var parts = folder.Split('/');
        return parts[0] == "services" ? $"{parts[0]}/{parts[1]}" : parts[0];
    }
}
