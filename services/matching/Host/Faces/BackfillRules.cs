using Attune.Contracts.Matching.V1;
using Attune.Hosting.Errors;
using Attune.Matching.Jobs.Kinds;
using Google.Protobuf.Collections;

namespace Attune.Matching.Host.Faces;

/// <summary>Checks what a caller asks for; names everything that is wrong at once.</summary>
internal static class BackfillRules
{
    private const int LongestKey = 200, MostIds = 100_000;

    /// <exception cref="InvalidRequestException">Something is wrong.</exception>
    public static (IBackfillKind Kind, JobSelection Selection, string Bundle) Check(
        BackfillServiceStartRequest request, BackfillKinds kinds)
    {
        var violations = new List<FieldViolation>();
        var kind = kinds.Find(request.Kind);
        if (kind is null) violations.Add(new("kind", $"is {request.Kind}; give one of {kinds.Names}"));
        if (request.IdempotencyKey.Length > LongestKey || request.IdempotencyKey.Contains('\0'))
            violations.Add(new("idempotency_key", $"must be at most {LongestKey} characters without U+0000"));
        if (request.SelectionCase == BackfillServiceStartRequest.SelectionOneofCase.Ids) CheckIds(request.Ids.Ids, violations);
        if (request.SelectionCase == BackfillServiceStartRequest.SelectionOneofCase.UserId
            && (request.UserId.Length is 0 or > LongestKey || request.UserId.Contains('\0')))
            violations.Add(new("user_id", $"must be 1 to {LongestKey} characters without U+0000"));
        if (violations.Count > 0) throw new InvalidRequestException(violations);
        return (kind!, SelectionOf(request), request.StaleForBundle);
    }

    private static void CheckIds(RepeatedField<string> ids, List<FieldViolation> violations)
    {
        if (ids.Count is 0 or > MostIds) violations.Add(new("ids", $"names {ids.Count:N0} items; give 1 to {MostIds:N0}"));
        if (ids.Any(id => id.Contains('\0'))) violations.Add(new("ids", "holds U+0000"));
        var twice = ids.GroupBy(id => id, StringComparer.Ordinal).Where(group => group.Skip(1).Any()).Select(group => group.Key).ToList();
        if (twice.Count > 0) violations.Add(new("ids", $"names {twice.Count:N0} more than once: {Quote.List(twice)}"));
    }

    private static JobSelection SelectionOf(BackfillServiceStartRequest request) => request.SelectionCase switch
    {
        BackfillServiceStartRequest.SelectionOneofCase.Ids => JobSelection.Of(request.Ids.Ids),
        BackfillServiceStartRequest.SelectionOneofCase.UserId => JobSelection.OfUser(request.UserId),
        BackfillServiceStartRequest.SelectionOneofCase.StaleForBundle => JobSelection.All with { Lacking = true },
        _ => JobSelection.All,
    };
}
