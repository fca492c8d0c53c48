using System.Collections.Concurrent;
using System.Diagnostics;

namespace Attune.Testing;

/// <summary>
/// Counts what this process sends to one database, by listening to Npgsql's own spans: one for each command or batch, which is one
/// round trip, and one for a COPY. BEGIN travels with the command behind it; COMMIT and ROLLBACK have no span and are not counted.
/// </summary>
public sealed class SqlCommandCounter : IDisposable
{
    private readonly string _database;
    private readonly ActivityListener _listener;
    private readonly ConcurrentQueue<string> _statements = new();

    /// <param name="database">The database, so that tests that run beside this one are not counted: <see cref="TestPostgres.Database"/>.</param>
    public SqlCommandCounter(string database)
    {
        _database = database;
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Npgsql",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = Record,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    /// <summary>Commands, batches and COPYs so far.</summary>
    public int Count => _statements.Count;

    /// <summary>Their SQL, in order; for the message of a failed assertion.</summary>
    public IReadOnlyCollection<string> Statements => [.. _statements];

    /// <summary>Starts again from 0.</summary>
    public void Reset() => _statements.Clear();

    /// <inheritdoc/>
    public void Dispose() => _listener.Dispose();

    private void Record(Activity activity)
    {
        if (Tag(activity, "db.namespace", "db.name") != _database) return;
        // Opening a connection has a span, too, but no statement.
        if (Tag(activity, "db.query.text", "db.statement") is { } statement) _statements.Enqueue(statement);
    }

    private static string? Tag(Activity activity, string name, string oldName) => (activity.GetTagItem(name) ?? activity.GetTagItem(oldName)) as string;
}
