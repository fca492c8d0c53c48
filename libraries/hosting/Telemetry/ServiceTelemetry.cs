using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Attune.Hosting;

/// <summary>
/// The service's own spans and metrics, both under the name <c>Attune.&lt;Service&gt;</c>. Inject it. Every source and meter
/// whose name begins with <c>Attune.</c> is exported, so a library may also have static ones of its own.
/// </summary>
public sealed class ServiceTelemetry : IDisposable
{
    /// <summary>Creates the source and the meter of a service.</summary>
    public ServiceTelemetry(ServiceIdentity identity, IMeterFactory meters)
    {
        ArgumentNullException.ThrowIfNull(identity);
        ArgumentNullException.ThrowIfNull(meters);
        Name = NameOf(identity.Name);
        ActivitySource = new ActivitySource(Name, identity.Version);
        Meter = meters.Create(new MeterOptions(Name) { Version = identity.Version });
    }

    /// <summary>Name of the source and the meter: <c>Attune.Matching</c>.</summary>
    public string Name { get; }

    /// <summary>Starts spans.</summary>
    public ActivitySource ActivitySource { get; }

    /// <summary>Creates instruments; name and unit them after OpenTelemetry's conventions.</summary>
    public Meter Meter { get; }

    /// <inheritdoc/>
    public void Dispose() => ActivitySource.Dispose();

    /// <summary><c>matching</c> → <c>Attune.Matching</c>.</summary>
    public static string NameOf(string service)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(service);
        return $"Attune.{char.ToUpperInvariant(service[0])}{service[1..]}";
    }
}
