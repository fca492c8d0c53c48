namespace Attune.Compat.Tests.Resolution;

/// <summary>Of use to this assembly alone.</summary>
internal static class Hidden
{
    internal static int Number() => 1;
}
