using System.Collections.Concurrent;

namespace Attune.Testing;

/// <summary>Databases that the services have migrated, once a test process; PostgreSQL copies one much faster than a service migrates.</summary>
internal static class MigratedTemplate
{
    private static readonly ConcurrentDictionary<string, Lazy<Task<TestPostgres>>> Templates = new(StringComparer.Ordinal);

    static MigratedTemplate() => AppDomain.CurrentDomain.ProcessExit += (_, _) => DropAll();

    /// <returns>The name of a database with the schemas of these services. Nobody may be connected to it.</returns>
    public static async Task<string> OfAsync(IReadOnlyList<string> services)
    {
        var key = string.Join(',', services.Order(StringComparer.Ordinal));
        return (await Templates.GetOrAdd(key, _ => new(() => MigrateAsync(services))).Value).Database;
    }

    private static async Task<TestPostgres> MigrateAsync(IReadOnlyList<string> services)
    {
        var postgres = await TestPostgres.StartAsync();
        foreach (var service in services)
        {
            var environment = new Dictionary<string, string?>(StringComparer.Ordinal) { ["Storage__ConnectionString"] = postgres.ConnectionString };
            await using var process = ServiceProcess.Start(ServiceProcess.Executable(service), environment, "migrate");
            if (await process.WaitForExitAsync() != 0) throw new InvalidOperationException($"{service} could not migrate:\n{process.Log}");
        }
        return postgres;
    }

    // The end of a process waits for nobody.
    private static void DropAll() => Task.WhenAll(Templates.Values.Where(template => template.IsValueCreated).Select(template => Task.Run(async () =>
    {
        await using var _ = await template.Value;
    }))).Wait(TimeSpan.FromSeconds(5));
}
