namespace Attune.Compat.Tests.Resolution;

/// <summary>What a check of one binary's references looked at, and what it found wrong.</summary>
/// <param name="Types">Type references looked up.</param>
/// <param name="MembersByAssembly">Member references looked up, by the assembly that defines the type they are on.</param>
/// <param name="Problems">One line each.</param>
internal sealed record ReferenceReport(
    int Types, IReadOnlyDictionary<string, int> MembersByAssembly, IReadOnlyList<string> Problems)
{
    public int Members => MembersByAssembly.Values.Sum();
}
