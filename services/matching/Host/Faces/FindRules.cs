using Attune.Contracts;
using Attune.Contracts.Matching.V1;
using Attune.Hosting.Errors;
using Attune.Matching.Music.Configs;
using Attune.Matching.Music.Matches;

namespace Attune.Matching.Host.Faces;

/// <summary>Checks requests about one playlist, track or text; the limits are documented in <c>matching_service.proto</c>.</summary>
internal static class FindRules
{
    private const int DefaultLimit = 10, LargestLimit = 1_000, DefaultCandidates = 200, MostCandidates = 2_000, LongestText = 10_000;

    /// <exception cref="InvalidRequestException">Every violation at once.</exception>
    public static TrackQuery Check(FindTracksRequest request)
    {
        var violations = new List<FieldViolation>();
        switch (request.SubjectCase)
        {
            case FindTracksRequest.SubjectOneofCase.PlaylistId: IdRules.Check(violations, "playlist_id", request.PlaylistId); break;
            case FindTracksRequest.SubjectOneofCase.Text: CheckText(violations, request.Text); break;
            default: violations.Add(new("subject", "is missing; give a playlist_id or a text")); break;
        }
        if (request.Limit is < 0 or > LargestLimit)
            violations.Add(new("limit", $"is {request.Limit}; it must be 1 to {LargestLimit:N0}, or 0 for {DefaultLimit}"));
        var limit = request.Limit == 0 ? DefaultLimit : request.Limit;
        if (request.Candidates is < 0 or > MostCandidates || (request.Candidates > 0 && request.Candidates < limit))
            violations.Add(
                new("candidates",
                    $"is {request.Candidates:N0}; it must be at least the limit ({limit:N0}) and at most {MostCandidates:N0}, or 0 for " +
                    "the usual number"));
        ConfigRules.CheckReference(violations, "config", request.Config);
        if (violations.Count > 0) throw new InvalidRequestException(violations);
        return new TrackQuery(
            request.HasPlaylistId
                ? request.PlaylistId
                : null, request.HasText
                ? request.Text
                : null, limit, request.IncludeMembers, request.Config,
            request.Candidates == 0 ? Math.Max(DefaultCandidates, 2 * limit) : request.Candidates);
    }

    /// <exception cref="InvalidRequestException">Every violation at once.</exception>
    public static void Check(ExplainRequest request)
    {
        var violations = new List<FieldViolation>();
        IdRules.Check(violations, "playlist_id", request.PlaylistId);
        IdRules.Check(violations, "track_id", request.TrackId);
        ConfigRules.CheckReference(violations, "config", request.Config);
        if (violations.Count > 0) throw new InvalidRequestException(violations);
    }

    private static void CheckText(List<FieldViolation> violations, string text)
    {
        if (VisibleText.IsBlank(text) || text.Contains('\0')) violations.Add(new("text", "must not be blank"));
        else if (text.Length > LongestText)
            violations.Add(new("text", $"has {text.Length:N0} characters; at most {LongestText:N0} are allowed"));
    }
}
