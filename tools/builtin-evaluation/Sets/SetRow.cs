namespace Attune.BuiltinEvaluation.Sets;

/// <summary>A line of a set's file; which fields it has depends on its kind.</summary>
internal sealed record SetRow
{
    public const string Set = "set", Category = "category", Item = "item", Document = "document", Query = "query";

    public required string Kind { get; init; }

    public string? Id { get; init; }

    public string? Group { get; init; }

    public string? Split { get; init; }

    public string? Text { get; init; }

    public IReadOnlyList<string>? Labels { get; init; }

    public IReadOnlyList<string>? Relevant { get; init; }
}
