using System.Reflection;
using System.Reflection.Metadata;

namespace Attune.Compat.Tests.Resolution;

/// <summary>Looks up everything that a compiled binary refers to in the assemblies that would be loaded beside it.</summary>
internal sealed class ReferenceChecker(AssemblySet assemblies)
{
    private readonly TypeResolver _types = new(assemblies);

    public ReferenceReport Check(string assembly) =>
        Check(assemblies.Find(assembly) ?? throw new FileNotFoundException($"{assembly} is not among the trusted assemblies."));

    public ReferenceReport Check(MetadataReader reader)
    {
        var problems = new List<string>();
        foreach (var handle in reader.AssemblyReferences)
            CheckAssembly(reader.GetAssemblyReference(handle).GetAssemblyName(), problems);
        foreach (var handle in reader.TypeReferences)
            CheckType(reader, handle, problems);

        var members = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var resolver = new MemberResolver(_types);
        foreach (var handle in reader.MemberReferences)
        {
            var assembly = CheckMember(reader, reader.GetMemberReference(handle), resolver, problems);
            members[assembly] = members.GetValueOrDefault(assembly) + 1;
        }

        return new ReferenceReport(reader.TypeReferences.Count, members, problems);
    }

    /// <summary>The runtime refuses an assembly that is older than the reference or signed with another key.</summary>
    private void CheckAssembly(AssemblyName wanted, List<string> problems)
    {
        if (assemblies.Find(wanted.Name!) is not { } found)
        {
            problems.Add($"assembly {wanted.Name}: not found");
            return;
        }

        var actual = found.GetAssemblyDefinition().GetAssemblyName();
        if (actual.Version < wanted.Version)
            problems.Add($"assembly {wanted.Name}: version {wanted.Version} is referenced, {actual.Version} is there");
        if (!actual.GetPublicKeyToken().AsSpan().SequenceEqual(wanted.GetPublicKeyToken()))
            problems.Add($"assembly {wanted.Name}: it has another public key than the one referenced");
    }

    private void CheckType(MetadataReader reader, TypeReferenceHandle handle, List<string> problems)
    {
        if (_types.Resolve(reader, handle) is not { } type)
        {
            problems.Add($"type {TypeNames.Of(reader, handle)}: no such type");
            return;
        }

        var visibility = type.Reader.GetTypeDefinition(type.Handle).Attributes & TypeAttributes.VisibilityMask;
        if (visibility is not (TypeAttributes.Public or TypeAttributes.NestedPublic or TypeAttributes.NestedFamily
            or TypeAttributes.NestedFamORAssem))
        {
            problems.Add($"type {type.Name}: it is not accessible");
        }
    }

    private static string CheckMember(
        MetadataReader reader, MemberReference reference, MemberResolver resolver, List<string> problems)
    {
        if (MemberResolver.IsArray(reader, reference.Parent))
            return "(arrays)";

        var signature = resolver.SignatureOf(reader, reference);
        if (resolver.Owner(reader, reference.Parent) is not var (type, _))
        {
            problems.Add($"member {signature}: its type was not found");
            return "(unresolved)";
        }

        var name = reader.GetString(reference.Name);
        var problem = resolver.Check(type, name, signature, reference.GetKind(), fromOutside: type.Reader != reader);
        if (problem is not null)
            problems.Add($"member {type.Name}: {signature}: {problem}");
        return type.Assembly;
    }
}
