using Attune.Tests;

namespace Attune.Contracts.Tests;

public sealed class ProtoLintTests
{
    [Fact]
    public async Task The_contracts_are_clean_under_the_standard_rules_of_buf() =>
        Assert.Empty(await Node.RunAsync("node_modules/@bufbuild/buf/bin/buf", ["lint", Path.Combine(Node.FindRepositoryRoot(), "protos")], []));

    [Fact]
    public async Task The_linter_does_find_what_is_wrong()
    {
        var folder = Directory.CreateTempSubdirectory("attune-lint-");
        File.Copy(Path.Combine(Node.FindRepositoryRoot(), "protos", "buf.yaml"), Path.Combine(folder.FullName, "buf.yaml"));
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "wrong.proto"), "syntax = \"proto3\"; message wrong {}");
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => Node.RunAsync("node_modules/@bufbuild/buf/bin/buf", ["lint", folder.FullName], []));
        Assert.Contains("PascalCase", error.Message, StringComparison.Ordinal);
        folder.Delete(recursive: true);
    }
}
