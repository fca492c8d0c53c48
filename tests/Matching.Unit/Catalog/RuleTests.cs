using Attune.Contracts.Matching.V1;
using Attune.Hosting.Errors;
using Attune.Matching.Host.Faces;
using Attune.Matching.Music.Catalog;
using Attune.Matching.Music.Matches;
using Google.Protobuf;

namespace Attune.Matching.Unit.Catalog;

public sealed class RuleTests
{
    [Fact]
    public void A_good_track_passes() => Assert.Empty(TrackRules.Violations(Given.Track("nina-simone-feeling-good")));

    [Fact]
    public void An_empty_track_is_refused_with_every_reason() =>
        Assert.Equal(["id is missing", "title must not be blank", "artists needs at least 1"], TrackRules.Violations(new Track()));

    [Theory]
    [InlineData(double.NaN, "audio.energy is NaN; it must be a finite number from 0 to 1")]
    [InlineData(double.PositiveInfinity, "audio.energy is infinite; it must be a finite number from 0 to 1")]
    [InlineData(1.5, "audio.energy is 1.5; it must be from 0 to 1")]
    public void Audio_out_of_range_is_refused(double energy, string reason)
    {
        var track = Given.Track("a");
        track.Audio.Energy = energy;
        Assert.Equal([reason], TrackRules.Violations(track));
    }

    [Fact]
    public void A_title_of_a_megabyte_is_refused_with_its_length() =>
        Assert.Equal(["title has 1,048,576 characters; at most 500 are allowed"], TrackRules.Violations(Given.Track("a", title: new string('x', 1 << 20))));

    [Theory]
    [InlineData("with space")]
    [InlineData("ä")]
    [InlineData("line\n")]
    public void An_id_with_other_characters_is_refused(string id) =>
        Assert.Equal(["id must be 1 to 128 of A-Z a-z 0-9 . _ : -"], TrackRules.Violations(Given.Track(id)));

    [Fact]
    public void A_null_character_is_refused() =>
        Assert.Equal(["title contains the character U+0000"], TrackRules.Violations(Given.Track("a", title: "a\0b")));

    [Fact]
    public void An_analysis_beyond_its_limits_is_refused_field_by_field()
    {
        var track = Given.Track("a");
        (track.Summary, track.Context, track.Album) = (new string('x', 2_001), new string('x', 1_001), new string('x', 501));
        Assert.Equal(
            ["summary has 2,001 characters; at most 2,000 are allowed", "context has 1,001 characters; at most 1,000 are allowed", "album has 501 characters; at most 500 are allowed"],
            TrackRules.Violations(track));

        var playlist = Given.Playlist("p");
        playlist.Context = new string('x', 1_001);
        playlist.Moods.Add(" ");
        playlist.Themes.Add(Enumerable.Repeat("x", 33));
        Assert.Equal(
            ["moods[0] must not be blank", "themes has 33 entries; at most 32 are allowed", "context has 1,001 characters; at most 1,000 are allowed"],
            PlaylistRules.Violations(playlist));
    }

    [Fact]
    public void A_playlist_that_names_a_track_twice_is_refused() =>
        Assert.Equal(["track_ids names 'a' twice"], PlaylistRules.Violations(Given.Playlist("p", trackIds: ["a", "b", "a"])));

    [Theory]
    [InlineData("\u200B\u2060")]
    [InlineData("\u3164")]
    [InlineData("\u2800 \uFE0F")]
    public void A_required_text_that_shows_nothing_is_blank_in_every_field(string nothing)
    {
        var track = Given.Track("a", title: nothing, mood: nothing, genre: nothing);
        (track.Artists[0], track.Themes[1]) = (nothing, nothing);
        Assert.Equal(
            ["title must not be blank", "artists[0] must not be blank", "genres[0] must not be blank", "moods[0] must not be blank", "themes[1] must not be blank"],
            TrackRules.Violations(track));
        Assert.Equal(["name must not be blank"], PlaylistRules.Violations(Given.Playlist("p", name: nothing)));
        var find = Assert.Throws<InvalidRequestException>(() => FindRules.Check(new FindTracksRequest { Text = nothing }));
        Assert.Equal("text: must not be blank", find.Message);
        var match = Assert.Throws<InvalidRequestException>(() => MatchRules.Check(new MatchRequest { PlaylistIds = { nothing } }));
        Assert.Equal("playlist_ids[0]: must not be blank", match.Message);
    }

    [Fact]
    public void A_history_of_plays_is_refused_with_ten_reasons_and_the_number_of_the_others()
    {
        var plays = Given.Playlist("p", trackIds: [.. Enumerable.Range(0, 3_000).Select(i => $"song-{i % 60}")]);
        var reasons = PlaylistRules.Violations(plays);
        Assert.Equal(11, reasons.Count);
        Assert.Equal("track_ids names 'song-0' 50 times", reasons[0]);
        Assert.Equal("and 50 more", reasons[^1]);
    }

    [Fact]
    public void Any_number_of_bad_rows_makes_an_answer_that_every_client_takes()
    {
        var ledger = new ImportLedger();
        for (var i = 0; i < 1_500; i++)
        {
            var track = new Track { Id = string.Concat(Enumerable.Repeat("🎵", 200)), Artists = { Enumerable.Repeat("\u200B", 32) }, Genres = { Enumerable.Repeat(new string('x', 200), 32) } };
            ledger.Reject(i, track.Id, [.. TrackRules.Violations(track), .. Enumerable.Repeat(Quote.Text(string.Concat(Enumerable.Repeat("🎵", 200))), 10)]);
        }
        var bytes = ledger.Summary().ToByteArray();
        Assert.InRange(bytes.Length, 1, 2 * 1024 * 1024);
        Assert.Equal(1_500, ImportSummary.Parser.ParseFrom(bytes).Rejected);
    }

    [Fact]
    public void A_refused_id_is_never_cut_within_a_character()
    {
        var ledger = new ImportLedger();
        ledger.Reject(1, "a" + string.Concat(Enumerable.Repeat("🎵", 100)), [Quote.Text("a" + string.Concat(Enumerable.Repeat("🎵", 100)))]);
        var back = ImportSummary.Parser.ParseFrom(ledger.Summary().ToByteArray());
        Assert.DoesNotContain('\uFFFD', back.Rejections[0].Id + back.Rejections[0].Reasons[0]);
    }

    [Fact]
    public void The_second_row_of_an_id_is_refused_and_names_the_first()
    {
        var ledger = new ImportLedger();
        Assert.True(ledger.Accept(1, "a", []));
        Assert.False(ledger.Accept(7, "a", []));
        var rejection = Assert.Single(ledger.Summary().Rejections);
        Assert.Equal((7, "a"), (rejection.Number, rejection.Id));
        Assert.Equal(["id 'a' came before, in row 1"], rejection.Reasons);
    }

    [Fact]
    public void Rejections_beyond_a_thousand_are_counted_but_not_listed()
    {
        var ledger = new ImportLedger();
        for (var i = 0; i < 1_500; i++) ledger.Reject(i, "", ["bad"]);
        Assert.Equal((1_500, 1_000), (ledger.Summary().Rejected, ledger.Summary().Rejections.Count));
    }
}
