using Attune.Testing;

namespace Attune.Contracts.Integration;

public sealed class ProtoLintTests
{
    [Fact]
    public async Task The_contracts_are_clean_under_the_standard_rules_of_buf() =>
        Assert.Empty(await Node.RunAsync("node_modules/@bufbuild/buf/bin/buf", ["lint", RepositoryRoot.Combine("protos")], []));

    [Fact]
    public async Task The_linter_does_find_what_is_wrong()
    {
        var folder = Directory.CreateTempSubdirectory("attune-lint-");
        File.Copy(RepositoryRoot.Combine("protos", "buf.yaml"), Path.Combine(folder.FullName, "buf.yaml"));
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "wrong.proto"), "syntax = \"proto3\"; message wrong {}");
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => Node.RunAsync("node_modules/@bufbuild/buf/bin/buf", ["lint", folder.FullName], []));
        Assert.Contains("PascalCase", error.Message, StringComparison.Ordinal);
        folder.Delete(recursive: true);
    }
}
