using System.Reflection;
using System.Reflection.Metadata;
using Grpc.Core;

namespace Attune.Compat.Tests.Resolution;

/// <summary>The checker itself: it must notice what is wrong, and only that.</summary>
public sealed class ReferenceCheckerTests : IDisposable
{
    private readonly AssemblySet _assemblies = new();
    private readonly HandmadeBinary _binary = new();

    [Fact]
    public void A_member_that_exists_is_no_problem()
    {
        _binary.Method(MetadataType(), "get_Count", isInstance: true, PrimitiveTypeCode.Int32);

        Assert.Empty(Problems());
    }

    [Fact]
    public void A_member_of_a_base_class_is_no_problem()
    {
        _binary.Method(MetadataType(), "GetHashCode", isInstance: true, PrimitiveTypeCode.Int32);

        Assert.Empty(Problems());
    }

    [Fact]
    public void A_missing_member_is_noticed()
    {
        _binary.Method(MetadataType(), "Vanish", isInstance: true, PrimitiveTypeCode.Int32);

        Assert.EndsWith("instance Default Int32 Vanish(): no such member", Assert.Single(Problems()));
    }

    [Theory]
    [InlineData(true, PrimitiveTypeCode.Int64)]
    [InlineData(false, PrimitiveTypeCode.Int32)]
    public void A_member_with_another_signature_is_noticed(bool isInstance, PrimitiveTypeCode returns)
    {
        _binary.Method(MetadataType(), "get_Count", isInstance, returns);

        Assert.EndsWith("no such member", Assert.Single(Problems()));
    }

    [Fact]
    public void A_missing_type_is_noticed()
    {
        _binary.Type(Reference(typeof(Metadata)), "Grpc.Core", "Ghost");

        Assert.Equal("type Grpc.Core.Ghost: no such type", Assert.Single(Problems()));
    }

    [Fact]
    public void A_type_and_a_member_that_only_their_own_assembly_may_use_are_noticed()
    {
        var type = _binary.Type(Reference(typeof(Hidden)), typeof(Hidden).Namespace!, nameof(Hidden));
        _binary.Method(type, nameof(Hidden.Number), isInstance: false, PrimitiveTypeCode.Int32);

        var problems = Problems();
        Assert.Equal(2, problems.Count);
        Assert.All(problems, problem => Assert.EndsWith("it is not accessible", problem));
    }

    [Fact]
    public void A_missing_assembly_is_noticed()
    {
        _binary.Reference(new AssemblyName("Nowhere") { Version = new Version(1, 0) });

        Assert.Equal("assembly Nowhere: not found", Assert.Single(Problems()));
    }

    [Fact]
    public void An_older_assembly_and_another_key_are_noticed()
    {
        var newer = typeof(Metadata).Assembly.GetName();
        newer.Version = new Version(3, 0, 0, 0);
        newer.SetPublicKeyToken([1, 2, 3, 4, 5, 6, 7, 8]);
        _binary.Reference(newer);

        Assert.Collection(
            Problems(),
            problem => Assert.Equal("assembly Grpc.Core.Api: version 3.0.0.0 is referenced, 2.0.0.0 is there", problem),
            problem => Assert.Contains("another public key", problem, StringComparison.Ordinal));
    }

    public void Dispose() => _assemblies.Dispose();

    private AssemblyReferenceHandle Reference(Type type) => _binary.Reference(type.Assembly.GetName());

    private TypeReferenceHandle MetadataType() => _binary.Type(Reference(typeof(Metadata)), "Grpc.Core", nameof(Metadata));

    private IReadOnlyList<string> Problems()
    {
        using var provider = _binary.Finish();
        return new ReferenceChecker(_assemblies).Check(provider.GetMetadataReader()).Problems;
    }
}
