using System.Xml.Linq;
using Attune.Testing;

namespace Attune.Architecture.Unit;

/// <summary>A project of the repository, by its folder from the root, and the folders of the projects that it references.</summary>
internal sealed record Project(string Folder, IReadOnlyList<string> References)
{
    /// <summary>All projects of the folders that hold product code.</summary>
    public static IReadOnlyList<Project> All(params string[] folders) =>
    [
        .. folders.SelectMany(folder => Directory.EnumerateFiles(RepositoryRoot.Combine(folder), "*.csproj", SearchOption.AllDirectories)).Select(Read).OrderBy(project => project.Folder, StringComparer.Ordinal),
    ];

    private static Project Read(string path)
    {
        var folder = Path.GetDirectoryName(path)!;
        var references = XDocument.Load(path).Descendants("ProjectReference").Select(reference => Path.GetFullPath(Path.Combine(folder, Path.GetDirectoryName(reference.Attribute("Include")!.Value)!)));
        return new(FromRoot(folder), [.. references.Select(FromRoot)]);
    }

    private static string FromRoot(string path) => Path.GetRelativePath(RepositoryRoot.Path, path).Replace('\\', '/');
}
