namespace Attune.Gateway.Routing;

/// <summary>The services behind the gateway. Section <c>Gateway</c>.</summary>
internal sealed record GatewayOptions
{
    /// <summary>Serves <c>attune.embedding.v1</c>.</summary>
    public BackendOptions Embedding { get; init; } = new();

    /// <summary>Serves <c>attune.matching.v1</c>.</summary>
    public BackendOptions Matching { get; init; } = new();

    /// <summary>Serves <c>attune.training.v1</c>.</summary>
    public BackendOptions Training { get; init; } = new();
}
