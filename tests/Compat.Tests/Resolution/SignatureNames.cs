using System.Collections.Immutable;
using System.Reflection.Metadata;

namespace Attune.Compat.Tests.Resolution;

/// <summary>
/// Writes signatures so that a reference and the definition it means read the same: types under the assembly that defines them,
/// classes and structs told apart, modifiers kept, the parameters of a generic base replaced by its arguments (the context).
/// </summary>
internal sealed class SignatureNames(TypeResolver types) : ISignatureTypeProvider<string, ImmutableArray<string>>
{
    public string GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind) =>
        Kind(rawTypeKind) + new ResolvedType(reader, handle).Name;

    public string GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind) =>
        Kind(rawTypeKind) + (types.Resolve(reader, handle)?.Name ?? $"[?]{TypeNames.Of(reader, handle)}");

    public string GetTypeFromSpecification(
        MetadataReader reader, ImmutableArray<string> genericContext, TypeSpecificationHandle handle, byte rawTypeKind) =>
        reader.GetTypeSpecification(handle).DecodeSignature(this, genericContext);

    public string GetGenericTypeParameter(ImmutableArray<string> genericContext, int index) =>
        index < genericContext.Length ? genericContext[index] : $"!{index}";

    public string GetGenericMethodParameter(ImmutableArray<string> genericContext, int index) => $"!!{index}";

    public string GetGenericInstantiation(string genericType, ImmutableArray<string> typeArguments) =>
        $"{genericType}<{string.Join(',', typeArguments)}>";

    public string GetArrayType(string elementType, ArrayShape shape) => $"{elementType}[rank {shape.Rank}]";

    public string GetSZArrayType(string elementType) => $"{elementType}[]";

    public string GetByReferenceType(string elementType) => $"{elementType}&";

    public string GetPointerType(string elementType) => $"{elementType}*";

    public string GetPinnedType(string elementType) => $"{elementType} pinned";

    public string GetModifiedType(string modifier, string unmodifiedType, bool isRequired) =>
        $"{unmodifiedType} {(isRequired ? "modreq" : "modopt")}({modifier})";

    public string GetFunctionPointerType(MethodSignature<string> signature) => $"fnptr {Text("", signature)}";

    public string GetPrimitiveType(PrimitiveTypeCode typeCode) => typeCode.ToString();

    public static string Text(string name, MethodSignature<string> signature) =>
        $"{(signature.Header.IsInstance ? "instance" : "static")} {signature.Header.CallingConvention} {signature.ReturnType} {name}" +
        $"{(signature.GenericParameterCount == 0 ? "" : $"`{signature.GenericParameterCount}")}" +
        $"({string.Join(", ", signature.ParameterTypes)})";

    private static string Kind(byte rawTypeKind) => (SignatureTypeKind)rawTypeKind switch
    {
        SignatureTypeKind.ValueType => "struct ",
        SignatureTypeKind.Class => "class ",
        _ => "",
    };
}
