namespace Attune.Gateway.Routing;

/// <summary>A service behind the gateway and the protobuf package that it serves.</summary>
/// <param name="Name">The service's name, which is also the id of its route and cluster: <c>matching</c>.</param>
/// <param name="Section">Its part of the section <c>Gateway</c>.</param>
/// <param name="Package">Calls of every service in this package go there.</param>
/// <param name="Address">Where it listens.</param>
internal sealed record Backend(string Name, string Section, string Package, string Address)
{
    public static IReadOnlyList<Backend> All(GatewayOptions options) =>
    [
        new("embedding", nameof(options.Embedding), "attune.embedding.v1", options.Embedding.Address),
        new("matching", nameof(options.Matching), "attune.matching.v1", options.Matching.Address),
        new("training", nameof(options.Training), "attune.training.v1", options.Training.Address),
    ];
}
