namespace Attune.Storage;

/// <summary>What a bulk write does with a row that is there already.</summary>
public sealed class BulkConflict<T>
{
    private readonly string _table;
    private readonly IReadOnlyList<BulkColumn<T>> _columns;
    private readonly string[] _key;

    internal BulkConflict(string table, IReadOnlyList<BulkColumn<T>> columns, string[] key)
    {
        _table = table;
        _columns = columns;
        _key = key;
    }

    /// <summary>Keeps what is stored: for immutable outputs.</summary>
    public BulkTable<T> DoNothing() => Build([]);

    /// <summary>
    /// Takes the new values of these columns. A row whose columns are equal already is left untouched and not counted. When a
    /// key comes twice in one write, the later row wins.
    /// </summary>
    public BulkTable<T> DoUpdate(params string[] columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        if (columns.Length == 0) throw new ArgumentException("Name the columns to update, or call DoNothing.", nameof(columns));
        BulkTableBuilder<T>.Require(_columns, columns);
        return Build(columns);
    }

    private BulkTable<T> Build(string[] updated) =>
        new(_columns, BulkSql.Create(_table, [.. _columns.Select(column => column.Name)], _key, updated));
}
