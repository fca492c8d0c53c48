using System.Reflection.Metadata;

namespace Attune.Compat.Tests.Resolution;

/// <summary>A type where it is defined, whatever forwards led to it.</summary>
internal readonly record struct ResolvedType(MetadataReader Reader, TypeDefinitionHandle Handle)
{
    public string Assembly => Reader.GetString(Reader.GetAssemblyDefinition().Name);

    /// <summary>"[assembly]namespace.outer/inner".</summary>
    public string Name
    {
        get
        {
            var definition = Reader.GetTypeDefinition(Handle);
            var outer = definition.GetDeclaringType();
            return outer.IsNil
                ? $"[{Assembly}]{TypeNames.Qualified(Reader, definition.Namespace, definition.Name)}"
                : $"{(this with { Handle = outer }).Name}/{Reader.GetString(definition.Name)}";
        }
    }
}
