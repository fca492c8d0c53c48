using Attune.Testing;

namespace Attune.EndToEnd;

/// <summary>What a newcomer does after the demo.</summary>
public sealed class SampleTests
{
    [Fact]
    public async Task The_samples_can_be_searched_explained_and_evaluated_from_the_shell()
    {
        await using var system = await AttuneSystem.StartMatchingAsync();
        await RunAsync(system, "demo");

        var found = await RunAsync(system, "find", "mellow jazz for a late night", "--limit", "3", "--explain");
        Assert.Contains("best of 200 retrieved: 1 embeddings computed", found, StringComparison.Ordinal);
        var again = await RunAsync(system, "find", "mellow jazz for a late night", "--limit", "3");
        Assert.Contains("0 embeddings computed, 201 reused", again, StringComparison.Ordinal);
        Assert.Contains("0 pairs reranked, 20 reused", again, StringComparison.Ordinal);

        var explained = await RunAsync(system, "explain", "african-grooves", "fela-kuti-zombie");
        Assert.Contains("the track is in the playlist", explained, StringComparison.Ordinal);
        Assert.Contains("Afrobeat, highlife, rumba", explained, StringComparison.Ordinal);

        var evaluated = await RunAsync(system, "eval", "run", "--scorer", "oracle", "--scorer", "random", "--folds", "1");
        Assert.Contains("36 playlists in 1 folds", evaluated, StringComparison.Ordinal);

        var (code, output) = await Cli.RunAsync(system, "find");
        Assert.Equal(2, code);
        Assert.Contains("--playlist ID", output, StringComparison.Ordinal);
    }

    private static async Task<string> RunAsync(AttuneSystem system, params string[] arguments)
    {
        var (code, output) = await Cli.RunAsync(system, arguments);
        Assert.True(code == 0, output);
        return output;
    }
}
