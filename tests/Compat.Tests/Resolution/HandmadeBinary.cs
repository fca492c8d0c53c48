using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace Attune.Compat.Tests.Resolution;

/// <summary>The metadata of an assembly that does not exist, with references written one by one.</summary>
internal sealed class HandmadeBinary
{
    private readonly MetadataBuilder _builder = new();

    public HandmadeBinary()
    {
        var name = _builder.GetOrAddString("Handmade");
        _builder.AddModule(0, name, _builder.GetOrAddGuid(Guid.NewGuid()), default, default);
        _builder.AddAssembly(name, new Version(1, 0), default, default, default, AssemblyHashAlgorithm.None);
    }

    /// <param name="assembly">Taken as it is: its version and key become those of the reference.</param>
    public AssemblyReferenceHandle Reference(AssemblyName assembly) => _builder.AddAssemblyReference(
        _builder.GetOrAddString(assembly.Name!),
        assembly.Version!,
        default,
        _builder.GetOrAddBlob(assembly.GetPublicKeyToken() ?? []),
        default,
        default);

    public TypeReferenceHandle Type(AssemblyReferenceHandle assembly, string @namespace, string name) =>
        _builder.AddTypeReference(assembly, _builder.GetOrAddString(@namespace), _builder.GetOrAddString(name));

    /// <summary>A reference to a method without parameters.</summary>
    public void Method(TypeReferenceHandle type, string name, bool isInstance, PrimitiveTypeCode returns)
    {
        var blob = new BlobBuilder();
        new BlobEncoder(blob).MethodSignature(isInstanceMethod: isInstance).Parameters(
            0, result => result.Type().PrimitiveType(returns), static _ => { });
        _builder.AddMemberReference(type, _builder.GetOrAddString(name), _builder.GetOrAddBlob(blob));
    }

    public MetadataReaderProvider Finish()
    {
        var blob = new BlobBuilder();
        new MetadataRootBuilder(_builder).Serialize(blob, 0, 0);
        return MetadataReaderProvider.FromMetadataImage([.. blob.ToArray()]);
    }
}
