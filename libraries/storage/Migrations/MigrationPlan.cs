using System.Reflection;
using System.Text.RegularExpressions;

namespace Attune.Storage;

/// <summary>The migrations that a binary carries for its schema, and how they compare with what a database has had.</summary>
internal sealed partial class MigrationPlan
{
    private MigrationPlan(string schema, IReadOnlyList<Migration> migrations)
    {
        Schema = schema;
        Migrations = migrations;
    }

    public string Schema { get; }

    /// <summary>In order; number n stands at index n - 1.</summary>
    public IReadOnlyList<Migration> Migrations { get; }

    public static MigrationPlan Load(string schema, Assembly assembly)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        return Create(schema, assembly.GetManifestResourceNames()
            .Where(name => name.Contains(".Migrations.", StringComparison.Ordinal) && name.EndsWith(".sql", StringComparison.Ordinal))
            .Select(name => (name[(name.LastIndexOf(".Migrations.", StringComparison.Ordinal) + ".Migrations.".Length)..],
                Read(assembly, name))));
    }

    public static MigrationPlan Create(string schema, IEnumerable<(string FileName, string Sql)> files)
    {
        if (!SchemaName().IsMatch(schema ?? ""))
            throw new ArgumentException(
                $"'{schema}' is no name for a schema: use a-z, 0-9 and _, a letter first, at most 48 characters.", nameof(schema));
        var migrations = files.Select(file => Parse(file.FileName, file.Sql)).OrderBy(migration => migration.Version)
            .ThenBy(migration => migration.FileName, StringComparer.Ordinal).ToArray();
        for (var i = 0; i < migrations.Length; i++)
        {
            if (i > 0 && migrations[i].Version == migrations[i - 1].Version)
                throw new MigrationException(
                    $"The migrations {migrations[i - 1].FileName} and {migrations[i].FileName} have the same number: renumber the " +
                    "later one.");
            if (migrations[i].Version != i + 1)
                throw new MigrationException(
                    $"Migration {i + 1:D4} of the schema '{schema}' is missing: the next one in this binary is " +
                    $"{migrations[i].FileName}. Numbers go up by one from 0001.");
        }
        return new MigrationPlan(schema!, migrations);
    }

    /// <summary>What is still to be applied, in order.</summary>
    /// <exception cref="MigrationException">The database was built by other files than these.</exception>
    public IReadOnlyList<Migration> Pending(IReadOnlyList<AppliedMigration> applied)
    {
        for (var i = 0; i < applied.Count; i++) Verify(applied[i], expectedVersion: i + 1);
        return [.. Migrations.Skip(applied.Count)];
    }

    private void Verify(AppliedMigration applied, int expectedVersion)
    {
        if (applied.Version != expectedVersion)
            throw new MigrationException(
                $"The schema '{Schema}' has no record of migration {expectedVersion:D4}, but one of " +
                $"{applied.Version:D4}_{applied.Name}.sql. Restore the missing row of {Schema}.schema_migrations, or the database.");
        if (applied.Version > Migrations.Count)
            throw new MigrationException(
                $"The schema '{Schema}' has had {applied.Version:D4}_{applied.Name}.sql (checksum {applied.Checksum}), and this binary " +
                $"ends at {Migrations.Count:D4}: the database is newer. Run the release that it belongs to, or a later one.");

        var known = Migrations[applied.Version - 1];
        if (known.Name != applied.Name)
            throw new MigrationException(
                $"Migration {applied.Version:D4} of the schema '{Schema}' was applied as {applied.Version:D4}_{applied.Name}.sql " +
                $"(checksum {applied.Checksum}), but is {known.FileName} (checksum {known.Checksum}) in this binary. Give the file its " +
                "old name and add a new one instead.");
        if (known.Checksum != applied.Checksum)
            throw new MigrationException(
                $"{known.FileName} of the schema '{Schema}' was changed after it had been applied: the database has checksum " +
                $"{applied.Checksum}, this binary {known.Checksum}. Undo the change and add a new migration instead.");
    }

    private static Migration Parse(string fileName, string sql)
    {
        var match = FileName().Match(fileName);
        if (!match.Success)
            throw new MigrationException(
                $"The migration {fileName} is misnamed: call it 0001_what_it_does.sql (four digits, then a-z, 0-9 and _).");
        return string.IsNullOrWhiteSpace(sql)
            ? throw new MigrationException($"The migration {fileName} is empty.")
            : new Migration(int.Parse(match.Groups[1].ValueSpan), match.Groups[2].Value, fileName, sql);
    }

    private static string Read(Assembly assembly, string resource)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
        return reader.ReadToEnd();
    }

    [GeneratedRegex("^([0-9]{4})_([a-z0-9_]+)\\.sql$")]
    private static partial Regex FileName();

    [GeneratedRegex("^[a-z][a-z0-9_]{0,47}$")]
    private static partial Regex SchemaName();
}
