using System.Text.Json;
using Attune.Catalogues.Rows;
using Attune.Samples.Unit;

namespace Attune.Catalogues.Unit;

public sealed class CatalogueFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("catalogue").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("synthetic", "--tracks", "500", "--playlists", "20")]
    [InlineData("library", "--tracks", "500", "--playlists", "5")]
    [InlineData("stripped")]
    [InlineData("other-scripts")]
    public async Task Every_catalogue_is_written_as_the_schemas_of_the_samples_demand(string name, params string[] options)
    {
        string[] samples = options.Length == 0 ? ["--samples", Made.SampleFolder] : [];
        Assert.Equal(0, await CatalogueCommand.Create().Parse([name, "--out", _folder, .. options, .. samples]).InvokeAsync());
        foreach (var kind in new[] { "track", "playlist" })
        {
            var schema = JsonSchema.Parse(await File.ReadAllTextAsync(Path.Combine(Made.SampleFolder, "schema", $"{kind}.schema.json")));
            var lines = await File.ReadAllLinesAsync(Path.Combine(_folder, $"{kind}s.jsonl"));
            Assert.NotEmpty(lines);
            Assert.All(lines, line => Assert.Empty(schema.Violations(JsonDocument.Parse(line).RootElement)));
        }
    }

    [Fact]
    public async Task What_was_written_reads_the_same()
    {
        await CatalogueFiles.WriteAsync(Made.Synthetic, _folder, CancellationToken.None);
        Assert.Equal(Made.Lines(Made.Synthetic), Made.Lines(await CatalogueFiles.ReadAsync(_folder, CancellationToken.None)));
    }

    [Theory]
    [InlineData("--tracks", "99")]
    [InlineData("--playlists", "0")]
    public void A_size_that_makes_no_catalogue_is_refused(string option, string value) =>
        Assert.NotEmpty(CatalogueCommand.Create().Parse(["synthetic", "--out", _folder, option, value]).Errors);
}
