using System.Xml.Linq;

namespace Attune.Compat.Tests.Packages;

/// <summary>The one property that chooses between the stand-ins and the official packages.</summary>
public sealed class PackageSwitchTests(ReferenceLister references) : IClassFixture<ReferenceLister>
{
    [Fact]
    public void Every_project_of_the_solution_is_looked_at_in_both_modes()
    {
        var solution = XDocument.Load(Path.Combine(Repository.Root, "Attune.slnx")).Descendants("Project")
            .Select(project => Path.GetFileNameWithoutExtension(project.Attribute("Path")!.Value))
            .ToHashSet(StringComparer.Ordinal);

        Assert.Subset(references.Default.Select(project => project.Name).ToHashSet(StringComparer.Ordinal), solution);
        Assert.Subset(references.Official.Select(project => project.Name).ToHashSet(StringComparer.Ordinal), solution);
    }

    [Fact]
    public void In_official_mode_no_project_references_a_stand_in() =>
        Assert.All(references.Official, project => Assert.Empty(project.StandIns));

    [Fact]
    public void In_official_mode_every_package_that_a_project_names_is_a_package() =>
        Assert.All(references.Official, project => Assert.Subset(
            project.Packages.ToHashSet(StringComparer.Ordinal),
            project.Written.Select(id => id == "Grpc.AspNetCore.Server" ? "Grpc.AspNetCore" : id).ToHashSet(StringComparer.Ordinal)));

    [Fact]
    public void In_official_mode_the_metapackage_stands_for_the_server()
    {
        var hosting = references.Official.Single(project => project.Name == "Attune.Hosting");

        Assert.Contains("Grpc.AspNetCore", hosting.Packages);
        Assert.All(references.Official, project => Assert.DoesNotContain("Grpc.AspNetCore.Server", project.Packages));
    }

    [Fact]
    public void By_default_no_package_that_has_a_stand_in_is_restored() =>
        Assert.All(references.Default, project => Assert.Empty(project.Packages.Intersect(Repository.StandIns)));

    [Fact]
    public void By_default_every_package_that_a_project_names_is_a_package_or_a_stand_in() =>
        Assert.All(references.Default, project => Assert.Subset(
            project.Packages.Concat(project.StandIns).ToHashSet(StringComparer.Ordinal),
            project.Written.ToHashSet(StringComparer.Ordinal)));

    [Theory]
    [InlineData("Attune.Contracts", "Grpc.Core.Api")]
    [InlineData("Attune.Hosting", "Grpc.Core.Api", "Grpc.Net.Common")]
    [InlineData("Attune.Cli", "Grpc.Core.Api", "Grpc.Net.Common")]
    [InlineData("Attune.Gateway", "System.IO.Hashing")]
    public void By_default_a_project_has_the_stand_ins_that_its_packages_lead_to(string name, params string[] standIns)
    {
        var project = references.Default.Single(project => project.Name == name);

        Assert.Subset(project.StandIns.ToHashSet(StringComparer.Ordinal), standIns.ToHashSet(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_stand_in_has_the_version_of_an_official_package_to_give_way_to()
    {
        var versions = XDocument.Load(Path.Combine(Repository.Root, "Directory.Packages.props")).Descendants("PackageVersion")
            .Select(package => package.Attribute("Include")!.Value)
            .ToHashSet(StringComparer.Ordinal);

        Assert.Subset(versions, Repository.StandIns.ToHashSet(StringComparer.Ordinal));
    }
}
