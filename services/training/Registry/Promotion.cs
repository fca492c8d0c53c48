namespace Attune.Training.Registry;

/// <summary>A row of <c>promotions</c>: that a model was made to serve.</summary>
internal sealed class Promotion
{
    /// <summary>Rises with every promotion.</summary>
    public long Id { get; init; }

    public string ModelId { get; init; } = "";

    /// <summary>gate, forced or rollback.</summary>
    public string Kind { get; init; } = "";

    public string Reason { get; init; } = "";

    /// <summary>The promotion that a rollback goes back to.</summary>
    public long? Below { get; init; }

    public DateTime PromotedAt { get; init; }
    public double TestAccuracy { get; init; }
}
