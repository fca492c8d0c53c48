using Attune.Contracts.Matching.V1;

namespace Attune.Cli.Matching;

/// <summary>A profile on one line: <c>jazz: 12 members, e5 (r1), made 2026-01-31 12:00; stale: text changed</c>.</summary>
internal static class ProfileLine
{
    public static string Of(ProfileStatus profile)
    {
        var made = profile.Stored is { } stored
            ? $"{stored.Members} members, {stored.Model} ({stored.Revision}), made {stored.MadeAt.ToDateTime():yyyy-MM-dd HH:mm}"
            : $"{profile.MemberIds.Count} members";
        return $"{profile.PlaylistId}: {made}; " +
            $"{(profile.Stale.Count == 0 ? "current" : $"stale: {string.Join(", ", profile.Stale.Select(Words))}")}";
    }

    private static string Words(ProfileStaleness reason) => reason switch
    {
        ProfileStaleness.NeverMade => "never made",
        ProfileStaleness.TextChanged => "text changed",
        ProfileStaleness.MembersChanged => "members changed",
        ProfileStaleness.OtherModel => "other model",
        ProfileStaleness.OtherVersion => "other version",
        ProfileStaleness.OtherParts => "other configuration",
        ProfileStaleness.InputsChanged => "inputs changed",
        _ => reason.ToString(),
    };
}
