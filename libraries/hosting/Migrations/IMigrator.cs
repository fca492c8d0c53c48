namespace Attune.Hosting;

/// <summary>
/// Brings a store to the version that this binary expects. Run by the argument <c>migrate</c>, in the order of registration.
/// </summary>
public interface IMigrator
{
    /// <summary>Applies what is missing; does nothing when nothing is.</summary>
    Task MigrateAsync(CancellationToken cancellationToken);
}
