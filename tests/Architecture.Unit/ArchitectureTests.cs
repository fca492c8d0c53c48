using Attune.Testing;

namespace Attune.Architecture.Unit;

public sealed class ArchitectureTests
{
    // It still has a circle. It leaves the list when that is gone, and none may join it.
    private static readonly string[] StillTangled = ["services/matching"];

    [Fact]
    public void No_project_references_what_it_must_not() => Assert.Empty(ReferenceRules.Broken(Project.All("libraries", "services")));

    [Theory]
    [InlineData("services/matching/Jobs", "services/matching")]
    [InlineData("services/matching/Jobs", "libraries/numerics")]
    [InlineData("services/embedding", "libraries/storage")]
    [InlineData("services/gateway", "libraries/messaging")]
    [InlineData("services/gateway", "services/matching")]
    [InlineData("libraries/storage", "services/matching")]
    public void A_forbidden_reference_is_named(string from, string to) =>
        Assert.Equal([$"{from} must not reference {to}"], ReferenceRules.Broken([new(from, ["libraries/contracts", to])]));

    [Fact]
    public void No_project_but_those_known_to_has_a_circle_between_its_folders()
    {
        var tangled = Project.All("libraries", "services").Select(project => project.Folder).Where(folder => FolderGraph.Read(RepositoryRoot.Combine(folder)).Circle().Count > 0);
        Assert.Equal(StillTangled, tangled);
    }

    [Fact]
    public void A_circle_is_found_with_the_way_around()
    {
        var graph = FolderGraph.Of(["namespace A;", "using C;\nusing System;\nnamespace B;", "using static D;\nnamespace C;", "using A;\nusing B;\nnamespace D;"]);
        Assert.Equal(["B", "C", "D", "B"], graph.Circle());
    }

    [Fact]
    public void What_only_points_one_way_is_no_circle() =>
        Assert.Empty(FolderGraph.Of(["using B;\nusing C;\nnamespace A;", "using C;\nnamespace B;", "namespace C;", "using A;\nusing C;\nnamespace D;"]).Circle());
}
