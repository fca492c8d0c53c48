namespace Attune.DevTools.Integration;

/// <summary>Tests that share the running checkout; they run one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class ServersCollection : ICollectionFixture<RunningCheckout>
{
    public const string Name = "servers";
}
