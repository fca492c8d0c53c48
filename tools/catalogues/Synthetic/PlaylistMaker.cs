using Attune.Catalogues.Rows;

namespace Attune.Catalogues.Synthetic;

/// <summary>
/// The playlists: by artist, by era, by mood, and mixed in turns. Each starts from a track that is drawn by popularity, and one
/// member in ten is any track, drawn by popularity:
/// people's playlists are not pure.
/// <list type="bullet">
/// <item>By artist: one to four artists of one style; one member in four is another artist's of that style.</item>
/// <item>By era: a style in a decade.</item>
/// <item>By mood: a mood in a family of styles.</item>
/// <item>Mixed, as one listener has them: two or three styles and two favourite artists of each, which give two members in three.</item>
/// </list>
/// The length is log-normal (σ = 0.6). Every other name says what the playlist is; the others say nothing.
/// </summary>
internal sealed class PlaylistMaker(SyntheticOptions options, IReadOnlyList<Artist> artists, IReadOnlyList<SyntheticTrack> tracks)
{
    // A pool may have fewer tracks than a playlist is long.
    private const int MostDrawsAMember = 20;

    private static readonly string[] Anything =
        ["my mix", "on repeat", "saved", "driving", "shuffle", "favourites", "for later", "stuff", "road trip", "vibes"];

    private readonly Pools _pools = new(tracks);

    public PlaylistRow Make(int number)
    {
        var random = new SeededRandom(options.Seed, $"playlist {number}");
        var start = _pools.All.Draw(random);
        var (kind, name, sources) = (number % 4) switch
        {
            0 => ByArtist(random, start),
            1 => ("era", $"{Pools.Decade(start.Year)}s {start.Style.Genres[1]}", [_pools.OfDecade(start)]),
            2 => ("mood", $"{start.Mood} {start.Style.Family}", [_pools.OfMood(start)]),
            _ => Mixed(random, start),
        };
        var length = Math.Min(
            (int)Math.Clamp(options.TypicalLength * Math.Exp(0.6 * random.Normal()), options.Fewest, SyntheticOptions.Most),
            tracks.Count / 2);
        var members = new List<string>(length);
        var taken = new HashSet<string>(StringComparer.Ordinal);
        for (var draws = 0; members.Count < length; draws++)
        {
            var pool = random.Chance(0.1) || draws > MostDrawsAMember * length ? _pools.All : random.Of(sources);
            var id = pool.Draw(random).Row.Id;
            if (taken.Add(id)) members.Add(id);
        }
        return new PlaylistRow
        {
            Id = $"{kind}-{number:D5}", Name = random.Chance(0.5) ? name : $"{random.Of(Anything)} {1 + random.Below(99)}",
                TrackIds = members,
        };
    }

    private (string Kind, string Name, IReadOnlyList<Pool> Sources) ByArtist(SeededRandom random, SyntheticTrack start)
    {
        var style = _pools.Of(start.Style);
        int[] named = [start.Artist, .. Enumerable.Range(0, random.Below(4)).Select(_ => style.Draw(random).Artist)];
        // Three in four, whatever the number of artists.
        return ("artist", $"best of {artists[start.Artist].Name}",
            [.. named.SelectMany(artist => Enumerable.Repeat(_pools.Of(artist), 3)), .. named.Select(_ => style)]);
    }

    private (string Kind, string Name, IReadOnlyList<Pool> Sources) Mixed(SeededRandom random, SyntheticTrack start)
    {
        Style[] styles = [start.Style, .. Enumerable.Range(0, 1 + random.Below(2)).Select(_ => _pools.All.Draw(random).Style)];
        var sources = styles.Select(_pools.Of)
            .SelectMany(pool => new[] { pool, _pools.Of(pool.Draw(random).Artist), _pools.Of(pool.Draw(random).Artist) });
        return ("mixed", string.Join(" & ", styles.Select(style => style.Genres[1]).Distinct(StringComparer.Ordinal)), [.. sources]);
    }
}
