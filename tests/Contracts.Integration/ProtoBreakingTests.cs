using Attune.Testing;

namespace Attune.Contracts.Integration;

/// <summary>The contracts against those of the last release, as buf sees them.</summary>
public sealed class ProtoBreakingTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("attune-protos-").FullName;

    public ProtoBreakingTests()
    {
        foreach (var file in Directory.EnumerateFiles(RepositoryRoot.Combine("protos"), "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(_folder, Path.GetRelativePath(RepositoryRoot.Combine("protos"), file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Clients_of_the_last_release_can_go_on() => Assert.Empty(await CompareAsync());

    [Fact]
    public async Task Whatever_is_added_breaks_nobody()
    {
        Edit(text => text.Replace("message Track {", "message Novelty { string name = 1; }\n\nmessage Track {\n  Novelty novelty = 1000;", StringComparison.Ordinal));
        Assert.Empty(await CompareAsync());
    }

    [Fact]
    public async Task A_field_that_is_taken_away_is_named() =>
        await AssertBreaksAsync(text => text.Replace("  string title = ", "  reserved ", StringComparison.Ordinal), "Previously present field \"2\" with name \"title\" on message \"Track\" was deleted");

    [Fact]
    public async Task A_field_that_gets_another_type_is_named() =>
        await AssertBreaksAsync(text => text.Replace("  string title = ", "  bytes title = ", StringComparison.Ordinal), "Field \"2\" with name \"title\" on message \"Track\" changed type from \"string\" to \"bytes\"");

    private async Task AssertBreaksAsync(Func<string, string> edit, string reason)
    {
        Edit(edit);
        Assert.Contains(reason, (await Assert.ThrowsAsync<InvalidOperationException>(CompareAsync)).Message, StringComparison.Ordinal);
    }

    private void Edit(Func<string, string> edit)
    {
        var file = Path.Combine(_folder, "attune", "matching", "v1", "track.proto");
        var (before, after) = (File.ReadAllText(file), edit(File.ReadAllText(file)));
        Assert.NotEqual(before, after);
        File.WriteAllText(file, after);
    }

    private Task<string[]> CompareAsync() =>
        Node.RunAsync("node_modules/@bufbuild/buf/bin/buf", ["breaking", _folder, "--against", RepositoryRoot.Combine("protos", "released.binpb")], []);
}
