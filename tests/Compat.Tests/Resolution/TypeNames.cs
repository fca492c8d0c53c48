using System.Reflection.Metadata;

namespace Attune.Compat.Tests.Resolution;

internal static class TypeNames
{
    public static string Qualified(MetadataReader reader, StringHandle @namespace, StringHandle name) =>
        @namespace.IsNil ? reader.GetString(name) : $"{reader.GetString(@namespace)}.{reader.GetString(name)}";

    public static string Of(MetadataReader reader, TypeReferenceHandle handle)
    {
        var reference = reader.GetTypeReference(handle);
        return reference.ResolutionScope.Kind == HandleKind.TypeReference
            ? $"{Of(reader, (TypeReferenceHandle)reference.ResolutionScope)}/{reader.GetString(reference.Name)}"
            : Qualified(reader, reference.Namespace, reference.Name);
    }
}
