using Google.Rpc;

namespace Attune.Hosting.Errors;

/// <summary>
/// Violations as a line and as a <see cref="BadRequest"/>. Both travel in HTTP/2 trailers, which many clients limit to
/// 8 KiB in all; past the budget the rest is counted instead of listed, because a client that refuses the trailers would
/// see no violation at all.
/// </summary>
internal static class ViolationText
{
    private const int DetailsBudget = 4096;
    private const int Listed = 3;
    private const int LongestDescription = 300;

    public static string Summarise(IReadOnlyList<FieldViolation> violations)
    {
        ArgumentOutOfRangeException.ThrowIfZero(violations.Count);
        var listed = string.Join("; ", violations.Take(Listed).Select(Line));
        return violations.Count <= Listed ? listed : $"{listed}; and {violations.Count - Listed} more";
    }

    public static BadRequest ToBadRequest(IReadOnlyList<FieldViolation> violations)
    {
        var request = new BadRequest();
        var size = 0;
        foreach (var violation in violations)
        {
            var item = new BadRequest.Types.FieldViolation { Field = Cut(violation.Field), Description = Cut(violation.Description) };
            size += item.CalculateSize();
            if (size > DetailsBudget)
            {
                var left = violations.Count - request.FieldViolations.Count;
                request.FieldViolations.Add(new BadRequest.Types.FieldViolation { Description = $"and {left} more; correct these first" });
                break;
            }
            request.FieldViolations.Add(item);
        }
        return request;
    }

    private static string Line(FieldViolation violation) =>
        violation.Field.Length == 0 ? Cut(violation.Description) : $"{Cut(violation.Field)}: {Cut(violation.Description)}";

    private static string Cut(string text) => ErrorText.Cut(text, LongestDescription);
}
