using System.Reflection;

namespace Attune.Hosting;

/// <summary>Who this process is, in logs, telemetry and messages.</summary>
/// <param name="Name">The service's short name: <c>matching</c>.</param>
/// <param name="Version">The informational version of the executable.</param>
/// <param name="InstanceId">Unique to this process.</param>
public sealed record ServiceIdentity(string Name, string Version, string InstanceId)
{
    internal static ServiceIdentity Create(string name) => new(
        name,
        Assembly.GetEntryAssembly()?.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0.0.0",
        Guid.NewGuid().ToString());
}
