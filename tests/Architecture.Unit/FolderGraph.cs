using System.Text.RegularExpressions;

namespace Attune.Architecture.Unit;

/// <summary>The namespaces of one project and which of the others each uses. A folder is a namespace.</summary>
internal sealed partial class FolderGraph
{
    private readonly SortedDictionary<string, SortedSet<string>> _uses = new(StringComparer.Ordinal);

    private FolderGraph()
    {
    }

    /// <param name="sources">The texts of its files.</param>
    public static FolderGraph Of(IEnumerable<string> sources)
    {
        var graph = new FolderGraph();
        var files = sources.Select(text => (Namespace: NamespaceOf(text), Text: text)).Where(file => file.Namespace.Length > 0).ToList();
        foreach (var file in files) graph._uses.TryAdd(file.Namespace, new(StringComparer.Ordinal));
        foreach (var (own, text) in files)
            foreach (Match use in Using().Matches(text))
                if (use.Groups[1].Value is var used && used != own && graph._uses.ContainsKey(used)) graph._uses[own].Add(used);
        return graph;
    }

    /// <summary>A project's folder, without the projects below it.</summary>
    public static FolderGraph Read(string folder)
    {
        var nested = Directory.EnumerateFiles(folder, "*.csproj", SearchOption.AllDirectories).Select(path => Path.GetDirectoryName(path)!).Where(other => other != folder).ToList();
        var files = Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Where(path => !nested.Append(Path.Combine(folder, "obj")).Append(Path.Combine(folder, "bin")).Any(other => path.StartsWith(other + Path.DirectorySeparatorChar, StringComparison.Ordinal)));
        return Of(files.Select(File.ReadAllText));
    }

    /// <returns>Namespaces that use each other in a circle, with the way around; empty where there is none.</returns>
    public IReadOnlyList<string> Circle()
    {
        var done = new HashSet<string>(StringComparer.Ordinal);
        return _uses.Keys.Select(start => Follow(start, [], done)).FirstOrDefault(way => way.Count > 0) ?? [];
    }

    private List<string> Follow(string at, List<string> way, HashSet<string> done)
    {
        if (way.IndexOf(at) is var again and >= 0) return [.. way[again..], at];
        if (!done.Add(at)) return [];
        way.Add(at);
        foreach (var next in _uses[at])
            if (Follow(next, way, done) is { Count: > 0 } circle) return circle;
        way.RemoveAt(way.Count - 1);
        return [];
    }

    private static string NamespaceOf(string text) => Namespace().Match(text).Groups[1].Value;

    [GeneratedRegex(@"^namespace (?<1>[\w.]+);", RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Namespace();

    [GeneratedRegex(@"^using (?:static )?(?<1>[\w.]+);", RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Using();
}
