namespace Attune.Training.Registry;

/// <summary>A row of <c>ml_models</c>, without its content.</summary>
internal sealed class StoredModel
{
    public string Id { get; init; } = "";
    public double TestAccuracy { get; init; }
    public Guid RunId { get; init; }
    public DateTime CreatedAt { get; init; }
    public bool Serving { get; init; }
}
