using Attune.Testing;

namespace Attune.DevTools.Integration;

public sealed class HelpTests
{
    private static Task<CommandResult> RunAsync(params string[] arguments) =>
        Shell.RunAsync(Path.Combine(RepositoryRoot.Path, "attune"), arguments, "/");

    [Fact]
    public async Task Help_names_every_command()
    {
        var result = (await RunAsync("help")).ShouldExitWith(0);
        Assert.All(
            ["demo", "up", "down", "status", "cli", "models", "test", "bench", "chaos", "build", "psql"],
            command => Assert.Matches($@"(?m)^  {command}\b", result.Output));
    }

    [Theory]
    [InlineData("upp")]
    [InlineData("up", "--server-only")]
    [InlineData("down", "--wipeall")]
    [InlineData("status", "-j")]
    [InlineData("eval", "builtin", "--jsonn")]
    public async Task An_unknown_command_or_option_is_a_usage_error(params string[] arguments)
    {
        var result = (await RunAsync(arguments)).ShouldExitWith(2);
        Assert.Contains(arguments[^1], result.Errors, StringComparison.Ordinal);
    }
}
