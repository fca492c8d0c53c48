namespace Attune.Matching.Music.Configs;

/// <summary>A configuration and the name that points to it; empty when none does.</summary>
internal sealed record NamedConfig(string Name, MatchConfig Config, bool IsDefault, DateTime? UpdatedAt);
