namespace Attune.Storage;

/// <summary>Begins the description of a bulk write. Build it once and keep it: it is immutable and holds the finished SQL.</summary>
public static class BulkTable
{
    /// <param name="table">The table, optionally with its schema: <c>track_embeddings</c>.</param>
    public static BulkTableBuilder<T> For<T>(string table)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(table);
        return new BulkTableBuilder<T>(table);
    }
}

/// <summary>How rows of <typeparamref name="T"/> go into a table; see <see cref="BulkTable.For{T}"/>.</summary>
public sealed class BulkTable<T>
{
    internal BulkTable(IReadOnlyList<BulkColumn<T>> columns, BulkSql sql)
    {
        Columns = columns;
        Sql = sql;
    }

    internal IReadOnlyList<BulkColumn<T>> Columns { get; }

    internal BulkSql Sql { get; }
}
