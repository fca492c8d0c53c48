using System.Diagnostics;
using System.Text.Json;

namespace Attune.Compat.Tests.Packages;

/// <summary>Asks MSBuild what every project references in both modes. Nothing is restored or built.</summary>
public sealed class ReferenceLister : IAsyncLifetime
{
    internal IReadOnlyList<ProjectReferences> All { get; private set; } = [];

    internal IEnumerable<ProjectReferences> Official => All.Where(project => project.IsOfficial);

    internal IEnumerable<ProjectReferences> Default => All.Where(project => !project.IsOfficial);

    public async Task InitializeAsync()
    {
        using var listed = JsonDocument.Parse(await RunAsync());
        All =
        [
            .. listed.RootElement.GetProperty("TargetResults").GetProperty("List").GetProperty("Items").EnumerateArray()
                .GroupBy(item => (Project: Text(item, "Project"), IsOfficial: Text(item, "Official") == "true"))
                .Select(group => new ProjectReferences(
                    group.Key.Project, group.Key.IsOfficial, Of(group, "Package"), Of(group, "Project"))),
        ];
    }

    public Task DisposeAsync() => Task.CompletedTask;

    private static HashSet<string> Of(IEnumerable<JsonElement> items, string kind) =>
        [.. items.Where(item => Text(item, "Kind") == kind).Select(item => Text(item, "Identity"))];

    private static string Text(JsonElement item, string name) => item.GetProperty(name).GetString()!;

    private static async Task<string> RunAsync()
    {
        var project = Path.Combine(Repository.Root, "tests", "Compat.Tests", "Packages", "References.proj");
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            ArgumentList = { "msbuild", project, "-getTargetResult:List", "-nodeReuse:false" },
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? await output
            : throw new InvalidOperationException($"dotnet msbuild failed:\n{await output}{await errors}");
    }
}
