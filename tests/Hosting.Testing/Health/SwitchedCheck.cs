namespace Attune.Hosting.Testing;

/// <summary>A readiness check that answers what the test says.</summary>
internal sealed class SwitchedCheck : IReadinessCheck
{
    public string Name { get; init; } = "switched";

    public required Func<string?> Answer { get; set; }

    public Task<string?> CheckAsync(CancellationToken cancellationToken) => Task.FromResult(Answer());
}
