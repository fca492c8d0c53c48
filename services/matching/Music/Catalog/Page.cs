using System.Buffers.Text;
using System.Text;
using Attune.Hosting.Errors;
using Google.Protobuf;

namespace Attune.Matching.Music.Catalog;

/// <summary>Keyset paging: a token holds the last id of the page before, so that pages stay right while rows come and go.</summary>
internal readonly record struct Page(int Size, string After)
{
    private const int DefaultSize = 100, LargestSize = 1_000;

    // Half of what a gRPC client takes by default.
    private const long MostBytes = 2 * 1024 * 1024;

    public static Page From(int size, string token)
    {
        var violations = new List<FieldViolation>();
        if (size is < 0 or > LargestSize)
            violations.Add(new("page_size", $"is {size}; it must be 1 to {LargestSize:N0}, or 0 for {DefaultSize}"));
        var after = token;
        if (token.Length > 0 && !TryDecode(token, out after))
            violations.Add(new("page_token", "is none that this service gave; start with an empty one"));
        return violations.Count == 0 ? new(size == 0 ? DefaultSize : size, after) : throw new InvalidRequestException(violations);
    }

    /// <param name="found">One row more than the page holds when there is a next page.</param>
    /// <param name="id">The row's id.</param>
    /// <returns>The rows of the page, which ends where a message would become too large, and the token of the next one.</returns>
    public (IReadOnlyList<T> Rows, string NextToken) Of<T>(IReadOnlyList<T> found, Func<T, string> id)
        where T : IMessage
    {
        var (count, bytes) = (0, 0L);
        while (count < Math.Min(Size, found.Count) && (bytes += found[count].CalculateSize()) <= MostBytes) count++;
        // A single row is a page of its own, whatever it holds.
        count = Math.Max(count, Math.Min(1, found.Count));
        return ([.. found.Take(count)], found.Count > count ? Base64Url.EncodeToString(Encoding.UTF8.GetBytes(id(found[count - 1]))) : "");
    }

    private static bool TryDecode(string token, out string after)
    {
        after = "";
        if (!Base64Url.IsValid(token)) return false;
        after = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(token));
        return !after.Contains('\0');
    }
}
