using Attune.Contracts.Matching.V1;
using Attune.Testing;
using Google.Protobuf;

namespace Attune.Matching.Integration.Evaluation;

/// <summary>The repository's samples.</summary>
internal static class SampleCatalog
{
    public static async Task ImportAsync(MatchingFixture matching)
    {
        await matching.Tracks.UpsertAsync([.. Rows<Track>("tracks.jsonl")], CancellationToken.None);
        await matching.Playlists.UpsertAsync([.. Rows<Playlist>("playlists.jsonl")], CancellationToken.None);
    }

    private static IEnumerable<T> Rows<T>(string file) where T : IMessage<T>, new() =>
        File.ReadLines(RepositoryRoot.Combine("samples", file)).Where(line => line.Length > 0).Select(JsonParser.Default.Parse<T>);
}
