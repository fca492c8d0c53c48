using System.Xml.Linq;

namespace Attune.Compat.Tests.Packages;

/// <summary>What one project references in one mode.</summary>
/// <param name="Project">Full path of the project file.</param>
/// <param name="IsOfficial">Whether OfficialPackages was true.</param>
/// <param name="Packages">Ids.</param>
/// <param name="Projects">Full paths.</param>
internal sealed record ProjectReferences(
    string Project, bool IsOfficial, IReadOnlySet<string> Packages, IReadOnlySet<string> Projects)
{
    public string Name => Path.GetFileNameWithoutExtension(Project);

    /// <summary>Ids of the stand-ins among the projects.</summary>
    public IEnumerable<string> StandIns => Projects
        .Where(project => project.StartsWith(Repository.Compat, StringComparison.Ordinal))
        .Select(project => Path.GetFileNameWithoutExtension(project));

    /// <summary>The packages that the project file itself names.</summary>
    public IEnumerable<string> Written => XDocument.Load(Project).Descendants("PackageReference")
        .Select(reference => reference.Attribute("Include")?.Value)
        .OfType<string>();
}
