using System.Collections.Immutable;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace Attune.Compat.Tests.Resolution;

/// <summary>Finds the definition of a referenced method or field: by name and exact signature, on its type and then on the bases.</summary>
internal sealed class MemberResolver(TypeResolver types)
{
    private readonly SignatureNames _names = new(types);

    public string SignatureOf(MetadataReader reader, MemberReference reference)
    {
        var name = reader.GetString(reference.Name);
        return reference.GetKind() == MemberReferenceKind.Method
            ? SignatureNames.Text(name, reference.DecodeMethodSignature(_names, []))
            : $"{reference.DecodeFieldSignature(_names, [])} {name}";
    }

    /// <summary>The type on which a member is looked up; null where it cannot be found. For arrays see <see cref="IsArray"/>.</summary>
    public (ResolvedType Type, ImmutableArray<string> Arguments)? Owner(MetadataReader reader, EntityHandle handle) =>
        Owner(reader, handle, []);

    /// <summary>The runtime itself supplies the members of arrays.</summary>
    public static bool IsArray(MetadataReader reader, EntityHandle handle)
    {
        if (handle.Kind != HandleKind.TypeSpecification)
            return false;
        var blob = reader.GetBlobReader(reader.GetTypeSpecification((TypeSpecificationHandle)handle).Signature);
        return blob.ReadSignatureTypeCode() is SignatureTypeCode.Array or SignatureTypeCode.SZArray;
    }

    /// <summary>Whether the member exists and, from another assembly, may be touched; null when it does, else what is wrong.</summary>
    public string? Check(ResolvedType owner, string name, string signature, MemberReferenceKind kind, bool fromOutside)
    {
        // A type's own members are written with "!0"; only a base's are rewritten in terms of the type.
        (ResolvedType Type, ImmutableArray<string> Arguments)? current = (owner, []);
        while (current is var (type, arguments))
        {
            var access = kind == MemberReferenceKind.Method
                ? MethodAccess(type, arguments, name, signature)
                : FieldAccess(type, arguments, name, signature);
            if (access is not null)
                return !fromOutside || access.Value ? null : "it is not accessible";
            var baseType = type.Reader.GetTypeDefinition(type.Handle).BaseType;
            current = baseType.IsNil ? null : Owner(type.Reader, baseType, arguments);
        }

        return "no such member";
    }

    private (ResolvedType Type, ImmutableArray<string> Arguments)? Owner(
        MetadataReader reader, EntityHandle handle, ImmutableArray<string> context)
    {
        if (handle.Kind != HandleKind.TypeSpecification)
            return types.Resolve(reader, handle) is { } plain ? (plain, []) : null;

        var blob = reader.GetBlobReader(reader.GetTypeSpecification((TypeSpecificationHandle)handle).Signature);
        if (blob.ReadSignatureTypeCode() != SignatureTypeCode.GenericTypeInstance)
            return null;
        blob.ReadCompressedInteger(); // class or struct
        if (types.Resolve(reader, blob.ReadTypeHandle()) is not { } generic)
            return null;
        var decoder = new SignatureDecoder<string, ImmutableArray<string>>(_names, reader, context);
        var arguments = ImmutableArray.CreateBuilder<string>();
        for (var left = blob.ReadCompressedInteger(); left > 0; left--)
            arguments.Add(decoder.DecodeType(ref blob));
        return (generic, arguments.ToImmutable());
    }

    /// <summary>Null: not there. Else: whether other assemblies may call it.</summary>
    private bool? MethodAccess(ResolvedType type, ImmutableArray<string> arguments, string name, string signature)
    {
        var reader = type.Reader;
        foreach (var handle in reader.GetTypeDefinition(type.Handle).GetMethods())
        {
            var method = reader.GetMethodDefinition(handle);
            if (reader.StringComparer.Equals(method.Name, name)
                && SignatureNames.Text(name, method.DecodeSignature(_names, arguments)) == signature)
            {
                return (method.Attributes & MethodAttributes.MemberAccessMask)
                    is MethodAttributes.Public or MethodAttributes.Family or MethodAttributes.FamORAssem;
            }
        }

        return null;
    }

    private bool? FieldAccess(ResolvedType type, ImmutableArray<string> arguments, string name, string signature)
    {
        var reader = type.Reader;
        foreach (var handle in reader.GetTypeDefinition(type.Handle).GetFields())
        {
            var field = reader.GetFieldDefinition(handle);
            if (reader.StringComparer.Equals(field.Name, name)
                && $"{field.DecodeSignature(_names, arguments)} {name}" == signature)
            {
                return (field.Attributes & FieldAttributes.FieldAccessMask)
                    is FieldAttributes.Public or FieldAttributes.Family or FieldAttributes.FamORAssem;
            }
        }

        return null;
    }
}
