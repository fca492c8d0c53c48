using Attune.Contracts;
using Attune.Contracts.Matching.V1;
using Attune.Hosting.Errors;
using Attune.Matching.Music.Configs;
using Attune.Matching.Music.Contexts;
using Google.Protobuf.Collections;

namespace Attune.Matching.Music.Matches;

/// <summary>Checks a request and fills in its defaults; the limits are documented in <c>matching_service.proto</c>.</summary>
internal static class MatchRules
{
    private const int DefaultLimit = 10, LargestLimit = 1_000, MostPlaylists = 1_000, MostTracks = 100_000,
        LongestUser = 200, MostResults = 100_000;

    /// <exception cref="InvalidRequestException">Every violation at once.</exception>
    public static MatchQuestion Check(MatchRequest request)
    {
        var violations = new List<FieldViolation>();
        if (request.UserId.Length > LongestUser || request.UserId.Contains('\0'))
            violations.Add(new("user_id", $"must be at most {LongestUser} characters without U+0000"));
        if (request.Limit is < 0 or > LargestLimit)
            violations.Add(new("limit", $"is {request.Limit}; it must be 1 to {LargestLimit:N0}, or 0 for {DefaultLimit}"));
        ConfigRules.CheckReference(violations, "config", request.Config);
        CheckIds(violations, "playlist_ids", request.PlaylistIds, MostPlaylists);
        CheckIds(violations, "track_ids", request.TrackIds, MostTracks);
        if (violations.Count > 0) throw new InvalidRequestException(violations);
        return new MatchQuestion(
            request.UserId,
            request.PlaylistIds.Count == 0 ? null : [.. request.PlaylistIds],
            request.TrackIds.Count == 0 ? null : [.. request.TrackIds],
            request.Limit == 0 ? DefaultLimit : request.Limit,
            request.IncludeMembers,
            request.Config);
    }

    /// <exception cref="InvalidRequestException">The answer could be larger than a message should be.</exception>
    public static void CheckSize(MatchQuestion question, int playlists)
    {
        if ((long)playlists * question.Limit > MostResults)
            throw new InvalidRequestException(
                [new("limit",
                    $"is {question.Limit:N0} for {playlists:N0} playlists; at most {MostResults:N0} results fit in one answer, so ask " +
                    "for fewer of either")]);
    }

    private static void CheckIds(List<FieldViolation> violations, string field, RepeatedField<string> ids, int most)
    {
        if (ids.Count > most)
        {
            violations.Add(new(field, $"names {ids.Count:N0}; at most {most:N0} are allowed"));
            return;
        }
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < ids.Count; i++)
        {
            if (VisibleText.IsBlank(ids[i]) || ids[i].Contains('\0')) violations.Add(new($"{field}[{i}]", "must not be blank"));
            else if (!seen.Add(ids[i])) violations.Add(new($"{field}[{i}]", $"repeats {Quote.Text(ids[i])}"));
        }
    }
}
