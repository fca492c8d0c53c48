namespace Attune.Hosting.TestHost;

/// <summary>What a test makes the process do. Section <c>Probe</c>.</summary>
public sealed record ProbeOptions
{
    /// <summary>What happens at start: ok, explained, unforeseen, or background (dies after the start).</summary>
    public string Startup { get; init; } = "ok";

    /// <summary>1 to 10.</summary>
    public int Level { get; init; } = 1;

    /// <summary>Must not be empty.</summary>
    public string Name { get; init; } = "probe";

    /// <summary>Options within options.</summary>
    public NestedOptions Nested { get; init; } = new();

    /// <summary>A part of <see cref="ProbeOptions"/>.</summary>
    public sealed record NestedOptions
    {
        /// <summary>Any time.</summary>
        public TimeSpan Wait { get; init; } = TimeSpan.FromSeconds(1);
    }
}
