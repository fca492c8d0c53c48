using Attune.Testing;

namespace Attune.Architecture.Unit;

public sealed class ArchitectureTests
{
    [Fact]
    public void No_project_references_what_it_must_not() => Assert.Empty(ReferenceRules.Broken(Project.All("libraries", "services")));

    [Theory]
    [InlineData("services/matching/Jobs", "services/matching/Models")]
    [InlineData("services/matching/Jobs", "services/matching/Music")]
    [InlineData("services/matching/Jobs", "libraries/numerics")]
    [InlineData("services/matching/Models", "services/matching/Jobs")]
    [InlineData("services/matching/Models", "libraries/messaging")]
    [InlineData("services/matching/Music", "services/matching/Host")]
    [InlineData("services/matching/Music", "services/matching/Video")]
    [InlineData("services/embedding", "libraries/storage")]
    [InlineData("services/gateway", "libraries/messaging")]
    [InlineData("services/gateway", "services/matching/Host")]
    [InlineData("libraries/storage", "services/matching/Models")]
    public void A_forbidden_reference_is_named(string from, string to) =>
        Assert.Equal([$"{from} must not reference {to}"], ReferenceRules.Broken([new(from, ["libraries/contracts", to])]));

    [Fact]
    public void No_project_has_a_circle_between_its_folders() =>
        Assert.All(Project.All("libraries", "services"), project => Assert.Empty(FolderGraph.Read(RepositoryRoot.Combine(project.Folder)).Circle()));

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
