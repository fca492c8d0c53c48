namespace Attune.Matching.Host.Roles;

/// <summary>What this process does. Section <c>Matching</c>.</summary>
internal sealed class RoleOptions
{
    /// <summary>The section that is bound.</summary>
    public const string Section = "Matching";

    /// <summary><c>all</c>, <c>server</c> or <c>worker</c>; on the command line <c>--role worker</c>.</summary>
    public ProcessRole Role { get; set; } = ProcessRole.All;
}
