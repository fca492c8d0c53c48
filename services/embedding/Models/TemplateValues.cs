namespace Attune.Embedding.Models;

/// <summary>What the placeholders of a template stand for.</summary>
internal readonly record struct TemplateValues
{
    public string? Task { get; init; }

    public string? Text { get; init; }

    public string? Query { get; init; }

    public string? Document { get; init; }

    public string Of(string placeholder) => placeholder switch
    {
        Template.Task => Task,
        Template.Text => Text,
        Template.Query => Query,
        Template.Document => Document,
        _ => throw new ArgumentException($"'{placeholder}' is no placeholder.", nameof(placeholder)),
    } ?? "";
}
