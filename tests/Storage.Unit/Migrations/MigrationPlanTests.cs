namespace Attune.Storage.Unit.Migrations;

public sealed class MigrationPlanTests
{
    [Fact]
    public void Files_are_taken_from_the_assembly_in_order()
    {
        var plan = MigrationPlan.Load("samples", typeof(MigrationPlanTests).Assembly);

        Assert.Equal(["0001_tables.sql", "0002_more_tables.sql"], plan.Migrations.Select(migration => migration.FileName));
    }

    [Theory]
    [InlineData("1_short_number.sql", "misnamed")]
    [InlineData("0001_Upper.sql", "misnamed")]
    [InlineData("0001-dash.sql", "misnamed")]
    [InlineData("0002_second.sql", "0001 of the schema 'samples' is missing")]
    public void A_misnamed_or_missing_file_is_refused(string fileName, string reason) =>
        Assert.Contains(reason, Assert.Throws<MigrationException>(() => Plan((fileName, "SELECT 1"))).Message, StringComparison.Ordinal);

    [Fact]
    public void A_number_that_comes_twice_is_refused_with_both_files()
    {
        var exception = Assert.Throws<MigrationException>(() => Plan(("0001_a.sql", "SELECT 1"), ("0001_b.sql", "SELECT 1")));

        Assert.Contains("0001_a.sql and 0001_b.sql", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Upper")]
    [InlineData("a; DROP TABLE x")]
    public void A_schema_name_that_would_need_quoting_is_refused(string schema) => Assert.Throws<ArgumentException>(() => MigrationPlan.Create(schema, []));

    [Fact]
    public void Line_ends_do_not_change_a_checksum() => Assert.Equal(
        Plan(("0001_a.sql", "SELECT 1;\nSELECT 2;")).Migrations[0].Checksum,
        Plan(("0001_a.sql", "SELECT 1;\r\nSELECT 2;")).Migrations[0].Checksum);

    [Fact]
    public void A_changed_file_is_refused_with_its_name_and_both_checksums()
    {
        var was = Plan(("0001_a.sql", "SELECT 1"));
        var now = Plan(("0001_a.sql", "SELECT 2"));

        var message = Assert.Throws<MigrationException>(() => now.Pending(Applied(was))).Message;

        Assert.Contains("0001_a.sql", message, StringComparison.Ordinal);
        Assert.Contains(was.Migrations[0].Checksum, message, StringComparison.Ordinal);
        Assert.Contains(now.Migrations[0].Checksum, message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_renamed_file_is_refused_with_both_names_and_both_checksums()
    {
        var was = Plan(("0001_a.sql", "SELECT 1"));
        var now = Plan(("0001_b.sql", "SELECT 1"));

        var message = Assert.Throws<MigrationException>(() => now.Pending(Applied(was))).Message;

        Assert.Contains("0001_a.sql", message, StringComparison.Ordinal);
        Assert.Contains("0001_b.sql", message, StringComparison.Ordinal);
        Assert.Contains(was.Migrations[0].Checksum, message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_database_that_is_newer_than_the_binary_is_refused()
    {
        var newer = Plan(("0001_a.sql", "SELECT 1"), ("0002_b.sql", "SELECT 1"));
        var older = Plan(("0001_a.sql", "SELECT 1"));

        var message = Assert.Throws<MigrationException>(() => older.Pending(Applied(newer))).Message;

        Assert.Contains("0002_b.sql", message, StringComparison.Ordinal);
        Assert.Contains("the database is newer", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_history_with_a_hole_is_refused()
    {
        var plan = Plan(("0001_a.sql", "SELECT 1"), ("0002_b.sql", "SELECT 1"));

        Assert.Contains("no record of migration 0001", Assert.Throws<MigrationException>(() => plan.Pending([.. Applied(plan).Skip(1)])).Message, StringComparison.Ordinal);
    }

    private static MigrationPlan Plan(params (string, string)[] files) => MigrationPlan.Create("samples", files);

    private static List<AppliedMigration> Applied(MigrationPlan plan) => [.. plan.Migrations.Select(m => new AppliedMigration(m.Version, m.Name, m.Checksum))];
}
