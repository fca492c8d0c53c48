using System.Text.Json;
using Attune.Contracts;
using Attune.Contracts.Matching.V1;
using Attune.Matching.Music.Catalog;
using Attune.Testing;
using Google.Protobuf;

namespace Attune.Matching.Unit.Catalog;

/// <summary>Frozen by version: another text under the same constant would mix vectors of different texts under one key.</summary>
public sealed class CanonicalTextTests
{
    public static TheoryData<string, string, string> Tracks => Frozen(Versions.TrackText, "track");

    public static TheoryData<string, string, string> Playlists => Frozen(Versions.PlaylistText, "playlist");

    [Theory]
    [MemberData(nameof(Tracks))]
    public void The_text_and_hash_of_a_track_are_those_of_their_version(string track, string text, string hash)
    {
        var actual = TrackText.For(JsonParser.Default.Parse<Track>(track));
        Assert.Equal((text, hash), (actual, TrackText.HashOf(actual)));
    }

    [Theory]
    [MemberData(nameof(Playlists))]
    public void The_text_and_hash_of_a_playlist_are_those_of_their_version(string playlist, string text, string hash)
    {
        var actual = PlaylistText.For(JsonParser.Default.Parse<Playlist>(playlist));
        Assert.Equal((text, hash), (actual, PlaylistText.HashOf(actual)));
    }

    [Fact]
    public void A_dozen_of_each_are_frozen() => Assert.Equal((12, 12), (Tracks.Count, Playlists.Count));

    private static TheoryData<string, string, string> Frozen(string version, string kind)
    {
        using var file = JsonDocument.Parse(File.ReadAllText(RepositoryRoot.Combine("tests", "Matching.Unit", "Catalog", "canonical-texts.json")));
        if (!file.RootElement.TryGetProperty(version, out var cases)) throw new InvalidOperationException($"Freeze a dozen texts of {version} in canonical-texts.json.");
        var data = new TheoryData<string, string, string>();
        foreach (var frozen in cases.EnumerateArray())
            data.Add(frozen.GetProperty(kind).GetRawText(), frozen.GetProperty("text").GetString()!, frozen.GetProperty("hash").GetString()!);
        return data;
    }
}
