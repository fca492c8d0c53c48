using Attune.Testing;

namespace Attune.EndToEnd;

/// <summary>One system for all tests that leave it as they found it.</summary>
[CollectionDefinition(Name)]
public sealed class SystemCollection : ICollectionFixture<AttuneSystem>
{
    public const string Name = "system";
}
