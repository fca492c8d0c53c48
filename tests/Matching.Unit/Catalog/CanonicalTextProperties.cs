using Attune.Contracts.Matching.V1;
using Attune.Matching.Music.Catalog;
using FsCheck;
using FsCheck.Fluent;

namespace Attune.Matching.Unit.Catalog;

public sealed class CanonicalTextProperties
{
    private static readonly Gen<string> Word = Gen.Elements('a', 'b', 'Z', '7', 'é', '語').NonEmptyListOf().Select(letters => string.Concat(letters.Take(6)));

    private static readonly Gen<string> Maybe = Gen.OneOf(Gen.Constant(""), Word);

    private static readonly Gen<string[]> Words = Word.ListOf().Select(words => words.Take(3).ToArray());

    private static readonly Arbitrary<Track> Tracks = Gen.Zip(Gen.Zip(Gen.Zip(Word, Words), Gen.Zip(Words, Words)), Gen.Zip(Gen.Zip(Words, Maybe), Gen.Zip(Maybe, Maybe)))
        .Select(parts => new Track
        {
            Id = "a", Title = parts.Item1.Item1.Item1, Artists = { "x", parts.Item1.Item1.Item2 }, Genres = { parts.Item1.Item2.Item1 }, Moods = { parts.Item1.Item2.Item2 },
            Themes = { parts.Item2.Item1.Item1 }, Album = parts.Item2.Item1.Item2, Summary = parts.Item2.Item2.Item1, Context = parts.Item2.Item2.Item2,
        }).ToArbitrary();

    private static readonly Arbitrary<Playlist> Playlists = Gen.Zip(Gen.Zip(Word, Gen.Zip(Maybe, Maybe)), Gen.Zip(Words, Words))
        .Select(parts => new Playlist
        {
            Id = "p", Name = parts.Item1.Item1, Description = parts.Item1.Item2.Item1, Context = parts.Item1.Item2.Item2, Moods = { parts.Item2.Item1 }, Themes = { parts.Item2.Item2 },
        }).ToArbitrary();

    [Fact]
    public void Equal_tracks_have_equal_texts() => Prop.ForAll(Tracks, track => TrackText.For(track) == TrackText.For(track.Clone())).QuickCheckThrowOnFailure();

    [Fact]
    public void Equal_playlists_have_equal_texts() => Prop.ForAll(Playlists, playlist => PlaylistText.For(playlist) == PlaylistText.For(playlist.Clone())).QuickCheckThrowOnFailure();

    [Fact]
    public void Every_field_of_a_tracks_text_changes_its_hash() => Prop.ForAll(Tracks, track => AllDiffer(
        track, HashOf,
        changed => changed.Title += "q", changed => changed.Artists.Add("q"), changed => changed.Album += "q", changed => changed.Genres.Add("q"),
        changed => changed.Moods.Add("q"), changed => changed.Themes.Add("q"), changed => changed.Summary += "q", changed => changed.Context += "q",
        changed => changed.Artists.RemoveAt(0))).QuickCheckThrowOnFailure();

    [Fact]
    public void Every_field_of_a_playlists_text_changes_its_hash() => Prop.ForAll(Playlists, playlist => AllDiffer(
        playlist, HashOf,
        changed => changed.Name += "q", changed => changed.Description += "q", changed => changed.Moods.Add("q"), changed => changed.Themes.Add("q"),
        changed => changed.Context += "q")).QuickCheckThrowOnFailure();

    [Fact]
    public void What_is_not_in_a_tracks_text_leaves_its_hash() => Prop.ForAll(Tracks, track =>
    {
        var other = new Track(track) { Id = "b", Year = 1999, Language = "fr", Audio = new AudioFeatures { Energy = 1 } };
        return HashOf(other) == HashOf(track);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void What_is_not_in_a_playlists_text_leaves_its_hash() => Prop.ForAll(Playlists, playlist =>
        HashOf(new Playlist(playlist) { Id = "q", TrackIds = { "a", "b" } }) == HashOf(playlist)).QuickCheckThrowOnFailure();

    [Fact]
    public void White_space_and_control_characters_leave_the_hash() => Prop.ForAll(Tracks, track => HashOf(track) == HashOf(new Track(track)
    {
        Title = $"\u0007\t{track.Title}\r\n", Album = $" {track.Album}\u00a0", Summary = $"{track.Summary}\u001b \u2003", Moods = { " ", "\u0000" },
    })).QuickCheckThrowOnFailure();

    private static bool AllDiffer<T>(T row, Func<T, string> hash, params Action<T>[] changes)
        where T : Google.Protobuf.IDeepCloneable<T>
    {
        var hashes = changes.Select(change =>
        {
            var changed = row.Clone();
            change(changed);
            return hash(changed);
        }).Append(hash(row)).ToList();
        return hashes.Distinct(StringComparer.Ordinal).Count() == hashes.Count;
    }

    private static string HashOf(Track track) => TrackText.HashOf(TrackText.For(track));

    private static string HashOf(Playlist playlist) => PlaylistText.HashOf(PlaylistText.For(playlist));
}
