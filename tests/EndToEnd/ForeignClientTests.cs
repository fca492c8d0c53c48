using System.Text.Json;
using Attune.Testing;

namespace Attune.EndToEnd;

[Collection(SystemCollection.Name)]
public sealed class ForeignClientTests(AttuneSystem system)
{
    [Fact]
    public async Task A_client_of_another_make_embeds_and_matches_through_the_gateway()
    {
        foreach (var kind in new[] { "tracks", "playlists" })
        {
            var (code, output) = await Cli.RunAsync(system, "import", kind, RepositoryRoot.Combine("samples", $"{kind}.jsonl"));
            Assert.True(code == 0, output);
        }

        var lines = await Node.RunAsync("call-gateway.mjs", [new Uri(system.Gateway).Authority, RepositoryRoot.Combine("protos")], []);
        using var answer = JsonDocument.Parse(string.Concat(lines));
        var root = answer.RootElement;

        var embedding = root.GetProperty("embed");
        Assert.Equal(2, embedding.GetProperty("embeddings").GetArrayLength());
        var values = embedding.GetProperty("embeddings")[0].GetProperty("values").EnumerateArray().Select(value => value.GetDouble()).ToArray();
        Assert.Equal(embedding.GetProperty("model").GetProperty("dimensions").GetInt32(), values.Length);
        Assert.Equal(1, values.Sum(value => value * value), 4);

        Assert.Equal("CACHE_STATE_MISS", root.GetProperty("first").GetProperty("cache").GetString());
        Assert.Equal("CACHE_STATE_HIT", root.GetProperty("second").GetProperty("cache").GetString());
        Assert.Equal(root.GetProperty("first").GetProperty("playlists").GetRawText(), root.GetProperty("second").GetProperty("playlists").GetRawText());
        Assert.Equal(3, root.GetProperty("first").GetProperty("playlists")[0].GetProperty("matches").GetArrayLength());

        // google.rpc details arrive where a client of another make looks for them.
        var error = root.GetProperty("error");
        Assert.Equal(3, error.GetProperty("code").GetInt32());
        Assert.Contains("texts", error.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.True(error.GetProperty("details").GetInt32() > 0);
    }
}
