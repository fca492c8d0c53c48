using Attune.Testing;

namespace Attune.Storage.Integration;

/// <summary>One database for the tests that do not mind company.</summary>
[CollectionDefinition(Name)]
public sealed class StorageFixture : ICollectionFixture<TestPostgres>
{
    public const string Name = "a database";
}
