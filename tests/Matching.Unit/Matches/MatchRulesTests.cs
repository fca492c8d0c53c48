using Attune.Contracts.Matching.V1;
using Attune.Hosting.Errors;
using Attune.Matching.Music.Matches;

namespace Attune.Matching.Unit.Matches;

public sealed class MatchRulesTests
{
    [Fact]
    public void Nothing_given_means_everything_and_ten()
    {
        var question = MatchRules.Check(new MatchRequest());
        Assert.Equal((null, null, 10, false), (question.PlaylistIds, question.TrackIds, question.Limit, question.IncludeMembers));
    }

    [Fact]
    public void An_answer_that_would_be_too_large_is_refused()
    {
        var question = MatchRules.Check(new MatchRequest { Limit = 1_000 });
        MatchRules.CheckSize(question, playlists: 100);
        var error = Assert.Throws<InvalidRequestException>(() => MatchRules.CheckSize(question, playlists: 101));
        Assert.StartsWith("is 1,000 for 101 playlists", error.Violations.Single().Description, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_violation_is_named_at_once()
    {
        var request = new MatchRequest { UserId = new string('u', 201), Limit = 1_001, PlaylistIds = { "a", " ", "a" }, TrackIds = { "" } };
        var error = Assert.Throws<InvalidRequestException>(() => MatchRules.Check(request));
        Assert.Equal(["user_id", "limit", "playlist_ids[1]", "playlist_ids[2]", "track_ids[0]"], error.Violations.Select(violation => violation.Field));
    }
}
