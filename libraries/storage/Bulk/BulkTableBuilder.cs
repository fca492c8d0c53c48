using NpgsqlTypes;
using Pgvector;

namespace Attune.Storage;

/// <summary>The columns of a bulk write, then its conflict rule.</summary>
public sealed class BulkTableBuilder<T>
{
    private readonly string _table;
    private readonly List<BulkColumn<T>> _columns = [];

    internal BulkTableBuilder(string table) => _table = table;

    /// <summary>A column; <see langword="null"/> writes NULL.</summary>
    public BulkTableBuilder<T> Column<TValue>(string name, NpgsqlDbType type, Func<T, TValue> value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return Add(name, (importer, row, cancellationToken) => value(row) is { } present
            ? importer.WriteAsync(present, type, cancellationToken)
            : importer.WriteNullAsync(cancellationToken));
    }

    /// <summary>
    /// A column of pgvector's type <c>vector</c>. Its length must be the column's: a mismatch is an error, nothing is padded.
    /// </summary>
    public BulkTableBuilder<T> Vector(string name, Func<T, ReadOnlyMemory<float>> value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return Add(name, (importer, row, cancellationToken) => importer.WriteAsync(new Vector(value(row)), "vector", cancellationToken));
    }

    /// <summary>As <see cref="Vector"/>; <see langword="null"/> writes NULL.</summary>
    public BulkTableBuilder<T> OptionalVector(string name, Func<T, float[]?> value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return Add(name, (importer, row, cancellationToken) => value(row) is { } present
            ? importer.WriteAsync(new Vector(present), "vector", cancellationToken)
            : importer.WriteNullAsync(cancellationToken));
    }

    /// <summary>The columns of the unique key that decides whether a row is there already.</summary>
    public BulkConflict<T> OnConflict(params string[] columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        if (columns.Length == 0) throw new ArgumentException("Name the columns of the unique key.", nameof(columns));
        Require(columns);
        return new BulkConflict<T>(_table, [.. _columns], columns);
    }

    internal static void Require(IEnumerable<BulkColumn<T>> columns, IEnumerable<string> names)
    {
        var unknown = names.Except(columns.Select(column => column.Name), StringComparer.Ordinal).ToArray();
        if (unknown.Length > 0) throw new ArgumentException($"Not a column of this bulk write: {string.Join(", ", unknown)}.");
    }

    private void Require(string[] names) => Require(_columns, names);

    private BulkTableBuilder<T> Add(string name, Func<Npgsql.NpgsqlBinaryImporter, T, CancellationToken, Task> write)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        if (_columns.Exists(column => column.Name == name)) throw new ArgumentException($"The column '{name}' comes twice.", nameof(name));
        _columns.Add(new BulkColumn<T>(name, write));
        return this;
    }
}
