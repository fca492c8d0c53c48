using Npgsql;

namespace Attune.Storage;

/// <summary>What is committed together with computed outputs.</summary>
/// <param name="connection">Where they are stored.</param>
/// <param name="saveAsync">Stores them, all or none, and returns how many were new.</param>
/// <param name="cancellationToken">Ends it.</param>
public delegate Task WriteScope(
    NpgsqlConnection connection, Func<CancellationToken, Task<long>> saveAsync, CancellationToken cancellationToken);
