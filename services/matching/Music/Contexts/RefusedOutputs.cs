using System.Text.Json;
using Attune.Matching.Models.Outputs;

namespace Attune.Matching.Music.Contexts;

/// <summary>What an answer goes without, because a model makes nothing of it.</summary>
/// <param name="Total">How many outputs.</param>
/// <param name="First">The first of them, in order.</param>
internal sealed record RefusedOutputs(long Total, IReadOnlyList<Refusal> First)
{
    private const int MostNamed = 100;

    public static RefusedOutputs None { get; } = new(0, []);

    public static RefusedOutputs Of(IReadOnlyCollection<Refusal> refused)
    {
        if (refused.Count == 0) return None;
        var inOrder = refused.OrderBy(one => one.Table, StringComparer.Ordinal).ThenBy(one => one.Id, StringComparer.Ordinal);
        return new RefusedOutputs(refused.Count, [.. inOrder.Take(MostNamed)]);
    }

    public static RefusedOutputs FromJson(long total, string first) =>
        total == 0 ? None : new(total, JsonSerializer.Deserialize<Refusal[]>(first)!);

    public string ToJson() => JsonSerializer.Serialize(First);
}
