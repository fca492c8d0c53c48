using Attune.Testing;
using Dapper;
using Npgsql;
using NpgsqlTypes;

namespace Attune.Storage.Integration.Bulk;

public sealed class BulkUpsertTests : IAsyncLifetime
{
    private static readonly BulkTable<Row> Keep = Table().DoNothing();
    private static readonly BulkTable<Row> Replace = Table().DoUpdate("vector", "note", "count");

    private readonly TestPostgres _postgres = new();
    private NpgsqlDataSource _dataSource = null!;
    private NpgsqlConnection _connection = null!;

    public async Task InitializeAsync()
    {
        await _postgres.InitializeAsync();
        _dataSource = _postgres.Open("bulk");
        _connection = await _dataSource.OpenConnectionAsync();
        await _connection.ExecuteAsync("CREATE SCHEMA bulk; CREATE TABLE \"rows\" (id text, model text, vector vector(3) NOT NULL, note text, count int CHECK (count < 100), PRIMARY KEY (id, model))");
    }

    public async Task DisposeAsync()
    {
        await _connection.DisposeAsync();
        await _dataSource.DisposeAsync();
        await _postgres.DisposeAsync();
    }

    [Fact]
    public async Task New_rows_are_inserted_with_all_their_values()
    {
        Assert.Equal(2, await WriteAsync(Keep, new("a", "m", [1, 2, 3], "x", 7), new("b", "m", [4, 5, 6], null, null)));

        Assert.Equal(
            [("a", "m", "[1,2,3]", "x", 7), ("b", "m", "[4,5,6]", null, null)],
            await _connection.QueryAsync<(string, string, string, string?, int?)>("SELECT id, model, vector::text, note, count FROM \"rows\" ORDER BY id"));
    }

    [Fact]
    public async Task DoNothing_keeps_what_is_stored()
    {
        await WriteAsync(Keep, new Row("a", "m", [1, 2, 3], "first"));

        var counts = await BulkUpsert.ExecuteWithCountsAsync(_connection, Keep, [new("a", "m", [9, 9, 9], "second"), new("b", "m", [1, 1, 1])], CancellationToken.None);

        Assert.Equal(new BulkCounts(Inserted: 1, Updated: 0, Unchanged: 1), counts);
        Assert.Equal("first", await NoteAsync("a"));
    }

    [Fact]
    public async Task DoUpdate_changes_what_differs_and_leaves_the_rest_untouched()
    {
        await WriteAsync(Replace, new("a", "m", [1, 2, 3], "x"), new("b", "m", [1, 2, 3], "x"));
        var before = await _connection.ExecuteScalarAsync<string>("SELECT ctid::text FROM \"rows\" WHERE id = 'a'");

        var counts = await BulkUpsert.ExecuteWithCountsAsync(_connection, Replace, [new("a", "m", [1, 2, 3], "x"), new("b", "m", [1, 2, 3], null), new("c", "m", [1, 2, 3])], CancellationToken.None);

        Assert.Equal(new BulkCounts(Inserted: 1, Updated: 1, Unchanged: 1), counts);
        Assert.Null(await NoteAsync("b"));
        Assert.Equal(before, await _connection.ExecuteScalarAsync<string>("SELECT ctid::text FROM \"rows\" WHERE id = 'a'"));
    }

    [Fact]
    public async Task Of_equal_keys_in_one_write_the_later_row_wins()
    {
        await WriteAsync(Replace, [.. Enumerable.Range(0, 50).Select(i => new Row("a", "m", [1, 2, 3], $"{i}"))]);
        Assert.Equal("49", await NoteAsync("a"));

        await WriteAsync(Replace, new("a", "m", [1, 2, 3], "later"), new("a", "m", [1, 2, 3], "last"));
        Assert.Equal("last", await NoteAsync("a"));
    }

    [Fact]
    public async Task A_vector_of_the_wrong_length_is_an_error_that_names_both_numbers()
    {
        var exception = await Assert.ThrowsAsync<PostgresException>(() => WriteAsync(Keep, new("a", "m", [1, 2, 3]), new("b", "m", [1, 2])));

        Assert.Equal("expected 3 dimensions, not 2", exception.MessageText);
        Assert.Equal(0, await CountAsync());
    }

    [Fact]
    public async Task One_bad_row_keeps_all_of_them_out_and_the_connection_stays_usable()
    {
        await Assert.ThrowsAsync<PostgresException>(() => WriteAsync(Keep, new("a", "m", [1, 2, 3]), new("b", "m", [1, 2, 3], Count: 100)));
        Assert.Equal(0, await CountAsync());

        Assert.Equal(1, await WriteAsync(Keep, new Row("a", "m", [1, 2, 3])));
    }

    [Fact]
    public async Task A_caller_that_fails_while_rows_are_read_writes_nothing()
    {
        var table = BulkTable.For<int>("rows").Column("id", NpgsqlDbType.Text, x => x < 3 ? $"{x}" : throw new InvalidOperationException("no more"))
            .Column("model", NpgsqlDbType.Text, _ => "m").Vector("vector", _ => new float[] { 1, 2, 3 }).OnConflict("id", "model").DoNothing();

        await Assert.ThrowsAsync<InvalidOperationException>(() => BulkUpsert.ExecuteAsync(_connection, table, [1, 2, 3], CancellationToken.None));

        Assert.Equal(0, await CountAsync());
    }

    [Fact]
    public async Task It_takes_part_in_the_transaction_of_its_caller()
    {
        await using (var transaction = await _connection.BeginTransactionAsync())
        {
            await WriteAsync(Keep, new Row("a", "m", [1, 2, 3]));
            await WriteAsync(Keep, new Row("b", "m", [1, 2, 3]));
            Assert.Equal(2, await CountAsync());
            await transaction.RollbackAsync();
        }
        Assert.Equal(0, await CountAsync());
    }

    [Fact]
    public async Task No_rows_cost_no_round_trip_and_many_cost_three()
    {
        using var counter = new SqlCommandCounter(_postgres.Database);
        await WriteAsync(Keep);
        Assert.Equal(0, counter.Count);

        Assert.Equal(5_000, await WriteAsync(Keep, [.. Enumerable.Range(0, 5_000).Select(i => new Row($"{i}", "m", [i, i, i]))]));
        Assert.True(counter.Count == 3, string.Join("\n---\n", counter.Statements));
    }

    [Fact]
    public async Task Writers_of_the_same_rows_in_opposite_order_do_not_deadlock()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(async writer =>
        {
            await using var connection = await _dataSource.OpenConnectionAsync();
            for (var round = 0; round < 10; round++)
            {
                var rows = Enumerable.Range(0, 200).Select(i => new Row($"{i}", "m", [1, 2, 3], $"{writer} {round}"));
                await BulkUpsert.ExecuteAsync(connection, Replace, [.. writer % 2 == 0 ? rows : rows.Reverse()], CancellationToken.None);
            }
        }));

        Assert.Equal(200, await CountAsync());
    }

    [Fact]
    public void A_description_that_cannot_work_is_refused()
    {
        Assert.Throws<ArgumentException>(() => Table().DoUpdate("nonsense"));
        Assert.Throws<ArgumentException>(() => BulkTable.For<Row>("rows").Column("id", NpgsqlDbType.Text, x => x.Id).OnConflict("ids"));
        Assert.Throws<ArgumentException>(() => BulkTable.For<Row>("rows").Column("id", NpgsqlDbType.Text, x => x.Id).Column("id", NpgsqlDbType.Text, x => x.Id));
    }

    private static BulkConflict<Row> Table() => BulkTable.For<Row>("rows")
        .Column("id", NpgsqlDbType.Text, x => x.Id)
        .Column("model", NpgsqlDbType.Text, x => x.Model)
        .Vector("vector", x => x.Vector)
        .Column("note", NpgsqlDbType.Text, x => x.Note)
        .Column("count", NpgsqlDbType.Integer, x => x.Count)
        .OnConflict("id", "model");

    private Task<long> WriteAsync(BulkTable<Row> table, params Row[] rows) => BulkUpsert.ExecuteAsync(_connection, table, rows, CancellationToken.None);

    private Task<string?> NoteAsync(string id) => _connection.ExecuteScalarAsync<string?>("SELECT note FROM \"rows\" WHERE id = @id", new { id });

    private Task<int> CountAsync() => _connection.ExecuteScalarAsync<int>("SELECT count(*) FROM \"rows\"");

    private sealed record Row(string Id, string Model, float[] Vector, string? Note = null, int? Count = null);
}
