using Attune.Contracts;
using Attune.Hosting.Errors;

namespace Attune.Matching.Host.Faces;

/// <summary>
/// An id that a caller looks something up by. What no id can be is refused before it comes to the database, which has no U+0000.
/// </summary>
internal static class IdRules
{
    public static void Check(List<FieldViolation> violations, string field, string id)
    {
        if (VisibleText.IsBlank(id)) violations.Add(new(field, "must not be blank"));
        else if (id.Contains('\0')) violations.Add(new(field, "has U+0000, which no id has"));
    }

    /// <returns>The id.</returns>
    /// <exception cref="InvalidRequestException">It can be none.</exception>
    public static string Require(string field, string id)
    {
        var violations = new List<FieldViolation>();
        Check(violations, field, id);
        return violations.Count == 0 ? id : throw new InvalidRequestException(violations);
    }
}
