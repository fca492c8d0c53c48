using Attune.Testing;

namespace Attune.DevTools.Integration;

/// <summary>What the build leaves in the checkout.</summary>
public sealed class OutputTests
{
    [Fact]
    public async Task All_outputs_share_one_copy_of_onnx_runtimes_native_libraries()
    {
        // Device and inode of what is there or linked to: equal where it is the same file on disk.
        var (paths, files) = await FindAsync("libonnxruntime_providers_cuda.so");
        Assert.True(paths > 1, "The service and its tests have it beside them.");
        Assert.Single(files);
    }

    [Theory]
    [InlineData("onnxruntime.dll")]
    [InlineData("onnxruntime_providers_cuda.dll")]
    public async Task No_output_has_libraries_of_another_system(string name) => Assert.Equal(0, (await FindAsync(name)).Paths);

    private static async Task<(int Paths, IReadOnlyCollection<string> Files)> FindAsync(string name)
    {
        var result = await Shell.RunAsync(
            "find",
            ["-L", ".", "(", "-name", ".git", "-o", "-name", ".dev", "-o", "-name", "node_modules", ")", "-prune", "-o", "-path", "*/bin/Release/*", "-name", name, "-printf", "%D:%i\n"],
            RepositoryRoot.Path);
        var found = result.ShouldExitWith(0).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return (found.Length, found.ToHashSet(StringComparer.Ordinal));
    }
}
