using System.Reflection;
using Attune.Hosting;
using Npgsql;

namespace Attune.Storage;

/// <summary>Registers the store of a service.</summary>
public static class StorageExtensions
{
    /// <summary>
    /// One <see cref="NpgsqlDataSource"/> that knows pgvector and looks into <paramref name="schema"/> first, migrations, and a
    /// readiness check. Options come from the section <c>Storage</c>.
    /// </summary>
    /// <param name="builder">The host being built.</param>
    /// <param name="schema">The schema that the service owns, such as <c>matching</c>: a-z, 0-9 and _.</param>
    /// <param name="migrations">The assembly whose embedded resources <c>Migrations/0001_name.sql</c> build the schema.</param>
    /// <exception cref="StartupException">The embedded files are misnamed, or a number is missing or comes twice.</exception>
    public static IHostApplicationBuilder AddStorage(this IHostApplicationBuilder builder, string schema, Assembly migrations)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var plan = Load(schema, migrations);
        VectorTypeHandler.Register();

        builder.AddValidatedOptions<StorageOptions, StorageOptionsValidator>(StorageOptions.Section);
        builder.Services.AddSingleton(plan);
        builder.Services.AddSingleton(services => DataSourceFactory.Create(
            services.GetRequiredService<IOptions<StorageOptions>>().Value, plan.Schema, services.GetService<ILoggerFactory>()));
        builder.Services.AddSingleton<IMigrator, Migrator>();
        builder.Services.AddSingleton<IReadinessCheck, StorageReadinessCheck>();
        return builder;
    }

    // A mistake in the repository, said plainly at start.
    private static MigrationPlan Load(string schema, Assembly migrations)
    {
        try
        {
            return MigrationPlan.Load(schema, migrations);
        }
        catch (MigrationException exception)
        {
            throw new StartupException(exception.Message, exception);
        }
    }
}
