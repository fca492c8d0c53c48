namespace Attune.Embedding.Tests;

[CollectionDefinition(nameof(ServingCollection))]
public sealed class ServingCollection : ICollectionFixture<ServingFixture>;
