using Attune.Testing;
using Dapper;
using Npgsql;
using Pgvector;

namespace Attune.Storage.Integration.Connections;

[Collection(StorageFixture.Name)]
public sealed class VectorTests(TestPostgres postgres)
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(1024)]
    // Longer than Npgsql's buffers.
    [InlineData(16000)]
    public async Task A_vector_comes_back_bit_by_bit(int dimensions)
    {
        await using var dataSource = postgres.Open();
        await using var command = dataSource.CreateCommand("SELECT $1, vector_dims($1)");
        var vector = Random(dimensions);
        command.Parameters.AddWithValue(vector);
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();

        Assert.Equal(vector, await reader.GetFieldValueAsync<Vector>(0));
        Assert.Equal(dimensions, reader.GetInt32(1));
    }

    [Fact]
    public async Task The_server_reads_the_numbers_that_were_sent()
    {
        await using var dataSource = postgres.Open();
        await using var command = dataSource.CreateCommand("SELECT $1::text, $2::text, '[3.5,-0.25]'::vector, '[3.5,-0.25]'::halfvec");
        command.Parameters.AddWithValue(new Vector(new[] { 1.5f, -2, 0 }));
        command.Parameters.AddWithValue(new HalfVector(new[] { (Half)1.5, (Half)(-2) }));
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();

        Assert.Equal("[1.5,-2,0]", reader.GetString(0));
        Assert.Equal("[1.5,-2]", reader.GetString(1));
        Assert.Equal(new Vector(new[] { 3.5f, -0.25f }), await reader.GetFieldValueAsync<Vector>(2));
        Assert.Equal(new HalfVector(new[] { (Half)3.5, (Half)(-0.25) }), await reader.GetFieldValueAsync<HalfVector>(3));
    }

    [Fact]
    public async Task Arrays_of_vectors_and_nulls_come_back()
    {
        await using var dataSource = postgres.Open();
        await using var command = dataSource.CreateCommand("SELECT $1, $2");
        Vector[] vectors = [Random(4), Random(4)];
        command.Parameters.AddWithValue(vectors);
        command.Parameters.Add(new NpgsqlParameter { Value = DBNull.Value, DataTypeName = "vector" });
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();

        Assert.Equal(vectors, await reader.GetFieldValueAsync<Vector[]>(0));
        Assert.True(await reader.IsDBNullAsync(1));
    }

    [Fact]
    public async Task Dapper_passes_and_reads_vectors()
    {
        VectorTypeHandler.Register();
        await using var dataSource = postgres.Open();
        await using var connection = await dataSource.OpenConnectionAsync();
        var vector = Random(8);

        var row = await connection.QuerySingleAsync<(Vector Vector, double Distance)>("SELECT @vector, @vector <=> @vector", new { vector });

        Assert.Equal(vector, row.Vector);
        Assert.Equal(0, row.Distance, precision: 6);
    }

    [Fact]
    public void The_text_form_is_read_and_written()
    {
        Assert.Equal("[1,2.5,-3]", new Vector(new[] { 1, 2.5f, -3 }).ToString());
        Assert.Equal(new Vector(new[] { 1, 2.5f, -3 }), new Vector("[1,2.5,-3]"));
        Assert.True(new Vector("[1]") == new Vector("[1]"));
        Assert.True(new Vector("[1]") != new Vector("[2]"));
        Assert.Throws<FormatException>(() => new Vector("1,2"));
    }

    private static Vector Random(int dimensions)
    {
        var random = new Random(dimensions);
        return new(Enumerable.Range(0, dimensions).Select(_ => (random.NextSingle() - 0.5f) * MathF.Pow(10, random.Next(-20, 20))).ToArray());
    }
}
