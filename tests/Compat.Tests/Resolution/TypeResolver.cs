using System.Reflection.Metadata;

namespace Attune.Compat.Tests.Resolution;

/// <summary>Finds the definition of a referenced type as the runtime does: assembly, forwards, nesting.</summary>
internal sealed class TypeResolver(AssemblySet assemblies)
{
    private readonly Dictionary<(MetadataReader, string), ResolvedType?> _topLevel = [];

    public ResolvedType? Resolve(MetadataReader reader, EntityHandle handle) => handle.Kind switch
    {
        HandleKind.TypeDefinition => new ResolvedType(reader, (TypeDefinitionHandle)handle),
        HandleKind.TypeReference => Resolve(reader, (TypeReferenceHandle)handle),
        _ => null,
    };

    private ResolvedType? Resolve(MetadataReader reader, TypeReferenceHandle handle)
    {
        var reference = reader.GetTypeReference(handle);
        switch (reference.ResolutionScope.Kind)
        {
            case HandleKind.AssemblyReference:
                var assembly = reader.GetAssemblyReference((AssemblyReferenceHandle)reference.ResolutionScope);
                return TopLevel(
                    assemblies.Find(reader.GetString(assembly.Name)),
                    TypeNames.Qualified(reader, reference.Namespace, reference.Name));
            case HandleKind.TypeReference:
                return Resolve(reader, (TypeReferenceHandle)reference.ResolutionScope) is { } outer
                    ? Nested(outer, reader.GetString(reference.Name))
                    : null;
            default:
                return null;
        }
    }

    private static ResolvedType? Nested(ResolvedType outer, string name)
    {
        foreach (var handle in outer.Reader.GetTypeDefinition(outer.Handle).GetNestedTypes())
        {
            if (outer.Reader.StringComparer.Equals(outer.Reader.GetTypeDefinition(handle).Name, name))
                return outer with { Handle = handle };
        }

        return null;
    }

    private ResolvedType? TopLevel(MetadataReader? reader, string name)
    {
        if (reader is null)
            return null;
        if (!_topLevel.TryGetValue((reader, name), out var found))
            _topLevel[(reader, name)] = found = Defined(reader, name) ?? Forwarded(reader, name);
        return found;
    }

    private static ResolvedType? Defined(MetadataReader reader, string name)
    {
        foreach (var handle in reader.TypeDefinitions)
        {
            var definition = reader.GetTypeDefinition(handle);
            if (!definition.IsNested && TypeNames.Qualified(reader, definition.Namespace, definition.Name) == name)
                return new ResolvedType(reader, handle);
        }

        return null;
    }

    private ResolvedType? Forwarded(MetadataReader reader, string name)
    {
        foreach (var handle in reader.ExportedTypes)
        {
            var exported = reader.GetExportedType(handle);
            if (!exported.IsForwarder || TypeNames.Qualified(reader, exported.Namespace, exported.Name) != name)
                continue;
            var target = reader.GetAssemblyReference((AssemblyReferenceHandle)exported.Implementation);
            return TopLevel(assemblies.Find(reader.GetString(target.Name)), name);
        }

        return null;
    }
}
