using Npgsql;

namespace Attune.Storage;

/// <summary>
/// What an <see cref="AdvisoryLock"/> is about. Keys of the database are numbers; how a name becomes one must stay as it is, or two
/// releases side by side would not know of each other's locks.
/// </summary>
public readonly record struct AdvisoryKey
{
    private readonly string _expression;
    private readonly string? _text;

    private AdvisoryKey(string expression, string? text) => (_expression, _text) = (expression, text);

    /// <summary>A name that is unique in the database: <c>backfill planner</c>.</summary>
    public static AdvisoryKey Of(string name) => new("hashtextextended($1, 0)", name);

    /// <summary>A subject among those of one space, which is four letters by custom.</summary>
    public static AdvisoryKey Of(int space, string subject) => new($"{space}, hashtext($1)", subject);

    /// <summary>A numbered subject among those of one space.</summary>
    public static AdvisoryKey Of(int space, int subject) => new($"{space}, {subject}", null);

    /// <summary>The schema that the connection works in.</summary>
    public static AdvisoryKey OfSchema(int space) => new($"{space}, hashtext(current_schema())", null);

    internal NpgsqlCommand Call(NpgsqlConnection connection, string function)
    {
        var command = new NpgsqlCommand($"SELECT {function}({_expression})", connection);
        if (_text is not null) command.Parameters.Add(new() { Value = _text });
        return command;
    }
}
