using Attune.Cli.Matching;
using Attune.Contracts.Matching.V1;
using Google.Protobuf.WellKnownTypes;

namespace Attune.Cli.Unit;

public sealed class ProfileLineTests
{
    [Fact]
    public void A_stored_profile_says_what_made_it_and_every_reason_why_it_is_stale()
    {
        var profile = new ProfileStatus
        {
            PlaylistId = "jazz", Stale = { ProfileStaleness.TextChanged, ProfileStaleness.OtherModel },
            Stored = new StoredProfile
            {
                Members = 12, Model = "e5", Revision = "r1", MadeAt = Timestamp.FromDateTime(new DateTime(2026, 1, 31, 12, 0, 0, DateTimeKind.Utc)),
            },
        };
        Assert.Equal("jazz: 12 members, e5 (r1), made 2026-01-31 12:00; stale: text changed, other model", ProfileLine.Of(profile));
        profile.Stale.Clear();
        Assert.Equal("jazz: 12 members, e5 (r1), made 2026-01-31 12:00; current", ProfileLine.Of(profile));
    }

    [Fact]
    public void A_profile_that_was_never_made_says_so() => Assert.Equal(
        "jazz: 1 members; stale: never made",
        ProfileLine.Of(new ProfileStatus { PlaylistId = "jazz", MemberIds = { "a" }, Stale = { ProfileStaleness.NeverMade } }));
}
